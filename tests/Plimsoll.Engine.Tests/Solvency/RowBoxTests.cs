using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Testing.Adversary;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>Certificates that come from a row of the columns: true in their whole box, and on one side only where the other cannot harm.</summary>
public sealed class RowBoxTests
{
    [Fact, Trait("Criterion", "CERT-048")]
    public void Who_is_long_has_a_lower_end_near_the_margin_call_and_the_headroom_above()
    {
        var venue = new Scenario().Price(10_000);
        var user = venue.User(20_000);
        venue.Trade(user, venue.Maker(), 10, 10_000);
        venue.Price(10_001).Price(10_000);

        var own = TriggersOf(venue, user);

        var (low, high) = (own.Single(trigger => trigger.IsLow), own.Single(trigger => !trigger.IsLow));
        Assert.Equal(15_000, high.Price);
        Assert.False(low.IsIndex);
        // Ten bought at 10,000 with 20,000: 10 p - 80,000 reaches 1.25 · 5 % · 10 p down to 8,533.3. A sixty-fourth of the slack is left, and less than two units to roundings.
        Assert.InRange(low.Price, 8_534 + ((10_000 - 8_534) / 64) - 1, 8_534 + ((10_000 - 8_534) / 64) + 3);
    }

    [Fact, Trait("Criterion", "CERT-048")]
    public void Who_is_short_has_an_upper_end_alone()
    {
        var venue = new Scenario().Price(10_000);
        var user = venue.User(20_000);
        venue.Trade(user, venue.Maker(), -10, 10_000);
        venue.Price(10_001).Price(10_000);

        var own = Assert.Single(TriggersOf(venue, user));

        Assert.False(own.IsLow);
        Assert.InRange(own.Price, 10_001, 14_999);
    }

    [Fact, Trait("Criterion", "CERT-048"), Trait("Criterion", "CERT-002")]
    public void On_random_venues_the_decision_agrees_at_corners_and_inside()
    {
        var (audit, oneSided) = (new CertificateAudit(3), 0);
        for (ulong seed = 21; seed <= 28; seed++)
        {
            var world = new RandomWorld(seed);
            for (var step = 0; step < 500; step++)
            {
                world.Apply(world.Next());
                if (step % 10 != 0)
                {
                    continue;
                }

                Assert.Null(audit.FirstFault(world.Engine));
                var triggers = new List<LiveTrigger>();
                world.Engine.State.Certificates!.CopyTriggers(triggers);
                oneSided += triggers
                    .GroupBy(trigger => (trigger.Account, trigger.IsIndex, trigger.Place))
                    .Count(group => group.Count() == 1);
            }
        }

        Assert.True(audit.Audited > 1_000 && oneSided > 100, $"{audit.Audited} boxes, {oneSided} with one side");
    }

    private static List<LiveTrigger> TriggersOf(Scenario venue, AccountId user)
    {
        venue.Engine.Renew();
        var triggers = new List<LiveTrigger>();
        venue.Engine.State.Certificates!.CopyTriggers(triggers);
        return [.. triggers.Where(trigger => trigger.Account == user)];
    }
}
