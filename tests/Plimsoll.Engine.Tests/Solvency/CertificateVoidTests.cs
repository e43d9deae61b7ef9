using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>What takes from an account takes its certificate too, whatever command it is: the next price finds it where the old box would not have.</summary>
public sealed class CertificateVoidTests
{
    [Fact, Trait("Criterion", "CERT-001")]
    public void Collateral_that_goes_to_an_isolated_position()
    {
        var venue = new Scenario();
        var other = venue.List(Scenario.Perpetual with { Symbol = "OTHER" });
        venue.Price(100);
        // Down to 50 the thousand dollars carry ten at five percent; 140 do not.
        var user = venue.LongTen(1_000);
        venue.Price(100).Isolate(user, other);
        // An order keeps the collateral there.
        venue.Order(user, 1, 100, other);
        venue.Price(100);
        venue.Do(new MoveIsolatedMargin(venue.Now, user, other, new(850)));

        venue.Price(90);

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "CERT-001")]
    public void Collateral_that_goes_to_another_account_or_out_of_the_venue()
    {
        foreach (var isTransfer in new[] { true, false })
        {
            var venue = new Scenario().Price(100);
            var user = venue.LongTen(1_000);
            var savings = venue.User();
            venue.Price(100);
            venue.Do(
                isTransfer
                    ? new TransferCollateral(venue.Now, user, savings, Scenario.Usd, new(850))
                    : new WithdrawCollateral(venue.Now, user, Scenario.Usd, new(850))
            );

            venue.Price(88);

            Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
            Assert.Equal(0, venue.Engine.SolvencyFigures.Alarms);
        }
    }

    [Fact, Trait("Criterion", "CERT-001"), Trait("Criterion", "CERT-003")]
    public void A_scheme_that_asks_for_more()
    {
        var venue = new Scenario();
        venue.Do(new ListScheme(venue.Now, Schemes.Of(Schemes.TenPercent)));
        venue.Price(100);
        // Ten percent of the notional instead of five: equity 105 at 91 is below its margin-call level of 114, not below that of 57.
        var user = venue.LongTen(195);
        venue.Price(100);
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        // A mark alone, without a tick, which looks at every account under a scheme.
        venue.Do(new ProposeMarkOverride(venue.Now, Scenario.Perp, new(91), venue.Now + Duration.FromMinutes(1), 1));
        venue.Do(new ApproveMarkOverride(venue.Now, Scenario.Perp, 2));

        Assert.Equal(91, venue.Mark(Scenario.Perp));
        Assert.Equal(AccountCondition.MarginCall, venue.Condition(user));
    }
}
