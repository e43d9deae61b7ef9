using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Marking;

public sealed class MarkOverrideTests
{
    private readonly Scenario _venue = new();

    public MarkOverrideTests() => _venue.Price(100);

    [Fact, Trait("Criterion", "PRIC-032")]
    public void An_override_takes_two_different_keys()
    {
        Propose(price: 150, key: 1);
        Assert.Equal(100, Mark());

        Assert.Equal(RejectReason.KeyInvalid, Approve(1).Reason);
        Assert.True(Approve(2).IsAccepted);

        Assert.Equal(150, Mark());
        Assert.Equal(RejectReason.NoProposal, Approve(3).Reason);
    }

    [Fact, Trait("Criterion", "PRIC-032")]
    public void An_override_liquidates_at_once_and_holds_against_prices()
    {
        var user = _venue.LongTen(145);
        Propose(price: 89, key: 1);

        Assert.True(Approve(2).IsAccepted);
        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));
        _venue.Price(120);

        Assert.Equal(89, Mark());
    }

    [Fact, Trait("Criterion", "PRIC-032")]
    public void It_ends_by_its_time()
    {
        Propose(price: 150, key: 1);
        Approve(2);

        _venue.Advance(new(Duration.FromMinutes(1).Nanoseconds - 1));
        Assert.Equal(150, Mark());
        _venue.Advance(new(1));

        Assert.Equal(100, Mark());
        Assert.Equal(0, Assert.Single(_venue.Latest<MarkOverrideEnded>()).Key);
    }

    [Fact, Trait("Criterion", "PRIC-032")]
    public void One_key_ends_it_and_the_next_tick_computes_the_mark_again()
    {
        Propose(price: 150, key: 1);
        Approve(2);

        _venue.Do(new EndMarkOverride(_venue.Now, Scenario.Perp, 3));
        Assert.Equal(150, Mark());
        _venue.Advance(new(1));

        Assert.Equal(100, Mark());
        Assert.Equal(RejectReason.NoOverride, _venue.Refused(new EndMarkOverride(_venue.Now, Scenario.Perp, 3)).Reason);
    }

    [Fact, Trait("Criterion", "PRIC-032")]
    public void A_new_proposal_replaces_what_was_in_force()
    {
        Propose(price: 150, key: 1);
        Approve(2);
        Propose(price: 160, key: 2);
        _venue.Price(101);

        Assert.Equal(101, Mark());
        Assert.True(Approve(1).IsAccepted);
        Assert.Equal(160, Mark());
    }

    [Fact, Trait("Criterion", "PRIC-032")]
    public void A_proposal_that_has_run_out_cannot_be_approved()
    {
        Propose(price: 150, key: 1);
        _venue.Wait(Duration.FromMinutes(1));

        Assert.Equal(RejectReason.NoProposal, Approve(2).Reason);
    }

    [Fact, Trait("Criterion", "PRIC-033")]
    public void What_is_approved_is_what_was_looked_at()
    {
        Propose(price: 150, key: 1);
        var seen = new ApproveMarkOverride(_venue.Now, Scenario.Perp, 2, new(150), _venue.Now + Duration.FromMinutes(1));
        Propose(price: 90, key: 1);

        var refused = _venue.Refused(seen);
        Assert.Equal((RejectReason.NoProposal, "Price"), (refused.Reason, refused.Field));
        Propose(price: 150, key: 1);
        Assert.Equal(RejectReason.NoProposal, _venue.Refused(seen with { Until = seen.Until + new Duration(1) }).Reason);
        Assert.Equal(100, Mark());
        Assert.True(_venue.Try(seen).IsAccepted);
        Assert.Equal(150, Mark());
    }

    private void Propose(long price, int key) =>
        _venue.Do(new ProposeMarkOverride(_venue.Now, Scenario.Perp, new(price), _venue.Now + Duration.FromMinutes(1), key));

    private CommandResult Approve(int key) => _venue.Try(new ApproveMarkOverride(_venue.Now, Scenario.Perp, key));

    private long Mark() => _venue.Engine.MarkPrice(Scenario.Perp).Units;
}
