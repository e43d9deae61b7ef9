using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

[Trait("Criterion", "MARG-020")]
public sealed class MarginExplanationTests
{
    [Fact]
    public void The_leaves_add_up_to_the_root_exactly() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                account =>
                {
                    var explanation = MarginExplanation.Of(account.Market, account.Balances, account.Positions);
                    return explanation.Margin == account.Margin
                        && AddsUp(explanation.Equity, account.Margin.Equity)
                        && AddsUp(explanation.NetLiquidationValue, account.Margin.NetLiquidationValue)
                        && AddsUp(explanation.InitialMargin, account.Margin.InitialMargin)
                        && AddsUp(explanation.MaintenanceMargin, account.Margin.MaintenanceMargin);
                }
            )
            .Check(Exploration.Of(2_000));

    [Fact]
    public void A_leaf_of_maintenance_margin_shows_each_step()
    {
        var leaf = Assert.Single(Example().MaintenanceMargin.Children);

        Assert.Equal("BTC-PERP", leaf.Label);
        Assert.Equal(Sample.Usd(1_340), leaf.Amount);
        Assert.Equal(
            [
                new("exposure", -33_000, 3, "BTC-PERP"),
                new("mark price", 800_000, 2, ""),
                new("notional", 264_000_000_000, 6, "USDT"),
                new("rate", 10_000_000, 9, ""),
                new("maintenance amount deducted", 1_300_000_000, 6, "USDT"),
                new("requirement", 1_340_000_000, 6, "USDT"),
            ],
            leaf.Inputs
        );
    }

    [Fact]
    public void A_leaf_of_initial_margin_shows_the_worse_side_its_loss_and_the_multiple()
    {
        var leaf = Assert.Single(Example().InitialMargin.Children);

        Assert.Equal(Sample.Usd(2 * (5_440 + 7)), leaf.Amount);
        Assert.Equal(
            [
                new("exposure", -34_000, 3, "BTC-PERP"),
                new("mark price", 800_000, 2, ""),
                new("notional", 272_000_000_000, 6, "USDT"),
                new("rate", 20_000_000, 9, ""),
                new("immediate loss of open orders", 7_000_000, 6, "USDT"),
                new("multiple while the index has no source", 2_000_000_000, 9, ""),
                new("requirement", 10_894_000_000, 6, "USDT"),
            ],
            leaf.Inputs
        );
    }

    [Fact]
    public void A_leaf_of_equity_shows_balance_profit_price_and_what_counts()
    {
        var leaves = Example().Equity.Children;

        Assert.Equal(["USDT", "BTC"], leaves.Select(leaf => leaf.Label));
        Assert.Equal(
            [
                new("balance", 20_000_000_000, 6, "USDT"),
                new("unrealised P&L", 1_000_000_000, 6, "USDT"),
                new("counted after cap and haircut", 21_000_000_000, 6, "USDT"),
            ],
            leaves[0].Inputs
        );
        Assert.Equal(
            [
                new("balance", 50_000_000, 8, "BTC"),
                new("unrealised P&L", 0, 8, "BTC"),
                new("index price (units)", 800_000, 0, ""),
                new("counted after cap and haircut", 50_000_000, 8, "BTC"),
            ],
            leaves[1].Inputs
        );
        Assert.Equal(Sample.Usd(4_000), leaves[1].Amount);
    }

    /// <summary>Short 33 coins of 265,000, now at 8,000 each; one more on offer, which would lose 7; no source left.</summary>
    private static MarginExplanation Example()
    {
        var binance = RiskTierTable.Progressive(
            [
                (Money.Zero, Rate.FromPercent(1), Rate.FromBasisPoints(40)),
                (Sample.Usd(50_000), Rate.FromPercent(1), Rate.FromBasisPoints(50)),
                (Sample.Usd(250_000), Rate.FromPercent(2), Rate.FromPercent(1)),
            ],
            TierBoundary.FloorInclusive
        );
        var market = Sample.Market(btcPrice: 8_000, (Sample.Linear with { Margin = binance }, 8_000));
        market.Set(new InstrumentId(0), Rate.FromPercent(200));
        return MarginExplanation.Of(
            market,
            [new(Sample.Usdt.Id, Sample.Usd(20_000)), new(Sample.Btc.Id, Sample.Coins(0.5m))],
            [new(new(0), new(-33_000), Sample.Usd(-265_000), OpenSell: new(1_000), SellLoss: Sample.Usd(7))]
        );
    }

    private static bool AddsUp(ExplanationNode root, Money amount) =>
        root.Amount == amount && root.Children.Aggregate(Money.Zero, (sum, leaf) => sum + leaf.Amount) == amount;
}
