using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Liquidation;
using Plimsoll.Margin.Health;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Liquidation;

public sealed class PerpetualLiquidationTests
{
    private static readonly PerpetualLiquidationTerms Unlimited = new(0, 0, 0, 0, 1000, 1000);

    /// <summary>Everything costs 1 and tokens count in full; a lot of the perpetual counts for half, and so does its result.</summary>
    private static HealthAccount Account(decimal settle, decimal lots, decimal quote, decimal other = 0, decimal overall = 0.5m) =>
        new(
            [HealthToken.At("settle", settle, 1, null, 1, 1), HealthToken.At("other", other, 1, null, 1, 1)],
            [new("perp", 0, lots, quote, 0, 0, 1, 1, 1, 0.5m, 1.5m, overall)],
            []
        );

    private static (decimal Settle, decimal Lots, decimal Quote) After(HealthAccount account, PerpetualLiquidationTerms terms)
    {
        var after = PerpetualLiquidation.ToHealth(account, 0, terms).Account;
        return (after.Tokens[0].Balance, after.Perpetuals[0].Lots, after.Perpetuals[0].Quote);
    }

    [Fact]
    public void A_healthy_account_is_left_alone() => Assert.Equal((5, 10, -10), After(Account(5, 10, -10), Unlimited));

    [Fact]
    public void A_loss_is_reduced_until_health_is_zero()
    {
        // Long: 6 + (20/2 − 20) = −4, half a unit per lot. Short: 6 + (3 − 1.5·8) = −3.
        Assert.Equal((6, 12, -12), After(Account(6, 20, -20), Unlimited));
        Assert.Equal((6, -2, -3), After(Account(6, -8, 3), Unlimited with { MaxLots = -8 }));
    }

    [Fact]
    public void Lots_are_whole_and_rounded_up() => Assert.Equal((5.8m, 11, -11), After(Account(5.8m, 20, -20), Unlimited));

    [Fact]
    public void Profit_is_settled_before_base_is_given_up() => Assert.Equal((-1, 20, -8), After(Account(-11, 20, 2), Unlimited));

    [Fact]
    public void Base_that_counts_for_nothing_is_given_up_only_for_settlement()
    {
        Assert.Equal((-20, 20, 10), After(Account(-20, 20, 10, overall: 0), Unlimited with { MaxSettlement = 0 }));

        // Profit 20 is settled, 10 more comes of 20 lots at half a unit each.
        Assert.Equal((0, 0, 0), After(Account(-30, 20, 10, overall: 0), Unlimited));
    }

    [Fact]
    public void All_phases_follow_in_order()
    {
        var outcome = PerpetualLiquidation.ToHealth(
            Account(-9, 60, -34, other: -100),
            0,
            Unlimited with
            {
                MaxSettlement = 12,
                MaxLots = 50,
            }
        );

        // 8 lots end the loss; 24 make the 12 that may be settled; the limit leaves 18 of the other 28.
        Assert.Equal(["reduce_loss", "reduce_to_settle", "settle_again", "reduce"], outcome.Phases.Select(phase => phase.Name));
        Assert.Equal([8, 24, 0, 18], outcome.Phases.Select(phase => phase.Lots));
        Assert.Equal(3, outcome.Account.Tokens[0].Balance);
    }

    [Fact]
    public void Fees_are_what_the_account_loses()
    {
        var terms = new PerpetualLiquidationTerms(0.01m, 0.02m, 0.25m, 0, 10, 8);

        var outcome = PerpetualLiquidation.ToHealth(Account(-50, 40, 0), 0, terms);

        Assert.Equal(-10, outcome.Lots);
        Assert.Equal((10 * 0.01m) + (8 * 0.25m), outcome.LiquidatorFee);
        Assert.Equal(10 * 0.02m, outcome.PlatformFee);
        Assert.Equal((10 * 0.97m) - 8, outcome.Quote);
    }

    [Fact]
    public void Slack_keeps_rounding_from_costing_a_lot()
    {
        Assert.Equal(
            0,
            PerpetualLiquidation.ToHealth(Account(-10.4m, 20, 0), 0, Unlimited with { MaxSettlement = 10.8m, MaxLots = 0 }).Lots
        );
        Assert.Equal(-2, PerpetualLiquidation.ToHealth(Account(-5.4m, 20, 0), 0, Unlimited with { MaxSettlement = 0 }).Lots);
        Assert.Equal(0, PerpetualLiquidation.ToHealth(Account(-5.4m, 20, 0), 0, Unlimited with { MaxSettlement = 0, Slack = 0.5m }).Lots);
    }

    [Fact]
    public void Nothing_is_lost_but_fees_and_nobody_is_worse_off() =>
        Prop.ForAll<(short Settle, short Lots, short Quote, short Other), (byte Overall, byte Fee, byte Lots, byte Pnl)>(
                (start, limits) =>
                {
                    var account = Account(start.Settle, start.Lots, start.Quote, start.Other, Math.Min(limits.Overall / 200m, 1));
                    var terms = new PerpetualLiquidationTerms(
                        limits.Fee / 1000m,
                        limits.Fee / 2000m,
                        limits.Fee / 512m,
                        0,
                        limits.Lots,
                        limits.Pnl
                    );
                    var outcome = PerpetualLiquidation.ToHealth(account, 0, terms);
                    var (before, after) = (account.Perpetuals[0], outcome.Account.Perpetuals[0]);
                    var health = WeightedHealth.Of(account).Health;

                    // Shares of more than 28 digits are cut by the decimals themselves, each in its last place.
                    var lost = Value(account) - Value(outcome.Account) - outcome.LiquidatorFee - outcome.PlatformFee;
                    return Math.Abs(lost) <= 1e-15m
                        && Math.Abs(after.Lots) <= Math.Abs(before.Lots)
                        && after.Lots * before.Lots >= 0
                        && Math.Abs(outcome.Lots) <= limits.Lots
                        && outcome.Settled <= limits.Pnl
                        && WeightedHealth.Of(outcome.Account).Health >= health - 1e-12m
                        && (health < 0 || outcome.Lots == 0 && outcome.Settled == 0);
                }
            )
            .Check(Exploration.Usual);

    private static decimal Value(HealthAccount account) =>
        account.Tokens.Sum(token => token.Balance) + account.Perpetuals.Sum(held => held.Lots + held.Quote);
}
