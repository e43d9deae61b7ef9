using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

public sealed class StandardMarginTests
{
    private static readonly InstrumentId First = new(0);
    private static readonly InstrumentId Second = new(1);

    [Fact, Trait("Criterion", "MARG-001")]
    public void Equity_is_collateral_after_haircuts_plus_unrealised_profit()
    {
        var market = Sample.Market(btcPrice: 7_000, (Sample.Linear, 7_000));
        market.Set(
            Sample.Btc.Id,
            market.Asset(Sample.Btc.Id).For(Sample.Btc with { Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(10)) })
        );
        var account = new Portfolio(market, [Usdt(1_000), Btc(1)], [Bought(First, 500, 4_000)]); // half a coin at 8,000

        var margin = account.Margin;

        Assert.Equal(Sample.Usd(1_000 - 500 + 6_300), margin.Equity);
        Assert.Equal(Sample.Usd(1_000 - 500 + 7_000), margin.NetLiquidationValue);
    }

    [Fact, Trait("Criterion", "MARG-001")]
    public void Profit_joins_its_asset_before_the_haircut()
    {
        // An inverse position that has won a quarter coin beside one coin: 10 % comes off both.
        var market = Sample.Market(btcPrice: 800, (Sample.Inverse, 800));
        market.Set(
            Sample.Btc.Id,
            market.Asset(Sample.Btc.Id).For(Sample.Btc with { Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(10)) })
        );
        var account = new Portfolio(market, [Usdt(0), Btc(1)], [new(First, new(15_000), Sample.Coins(-20))]);

        Assert.Equal(Sample.Usd(0.9m * 2.25m * 800), account.Margin.Equity);
    }

    [Fact, Trait("Criterion", "MARG-002")]
    public void A_debt_is_valued_without_haircut_and_rounded_down()
    {
        var market = Sample.Market(btcPrice: 7_930.12m);
        market.Set(
            Sample.Btc.Id,
            market.Asset(Sample.Btc.Id).For(Sample.Btc with { Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(10)) })
        );
        var account = new Portfolio(market, [Usdt(1_000), new(Sample.Btc.Id, new(-10_000_001))], []);

        // 0.10000001 coins owed at 7,930.12: 793.0120793012, so 793.012080 is taken off.
        Assert.Equal(Sample.Usd(1_000 - 793.012080m), account.Margin.Equity);
        Assert.Equal(account.Margin.Equity, account.Margin.NetLiquidationValue);
    }

    [Fact, Trait("Criterion", "VALU-003")]
    public void What_it_has_is_rounded_down_and_what_it_must_hold_up()
    {
        // One contract of 1 USD at 3 USD a coin, entered at cost −0.33333333: value floors to −0.33333334.
        var market = Sample.Market(btcPrice: 3, (Sample.Inverse, 3));
        var account = new Portfolio(market, [Usdt(1), Btc(0)], [new(First, new(1), Sample.Coins(-0.33333333m))]);

        var margin = account.Margin;

        Assert.Equal(Sample.Usd(1) - new Money(1), margin.Equity); // 1 unit of BTC at 3 is 0.03 units of USDT
        Assert.Equal(Sample.Coins(0.33333334m), market.Contract(First).Notional(new(1), Sample.Dollars(3)));
        Assert.Equal(Sample.Usd(0.010001m), margin.MaintenanceMargin); // 1 % of that is 0.00333334 coins, 0.01000002 USDT
        Assert.Equal(Sample.Usd(0.020001m), margin.InitialMargin);
    }

    [Fact, Trait("Criterion", "MARG-003")]
    public void A_position_of_264_000_keeps_1_340()
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
        var account = new Portfolio(market, [Usdt(10_000)], [Bought(First, 33_000, 264_000)]);

        Assert.Equal(Sample.Usd(1_340), account.Margin.MaintenanceMargin);
        Assert.Equal(Sample.Usd(264_000), account.Margin.Notional);
    }

    [Theory, Trait("Criterion", "MARG-005")]
    [InlineData(2, 10, 1_000)]
    [InlineData(12, 10, 1_200)]
    [InlineData(12, 0, 1_200)]
    public void The_larger_of_tier_and_leverage_is_needed_to_open(int tierPercent, int leverage, int margin)
    {
        var market = Sample.Market(btcPrice: 10_000, (Sample.Linear with { Margin = Sample.Rates(tierPercent, 1) }, 10_000));
        var account = new Portfolio(market, [Usdt(5_000)], [Bought(First, 1_000, 10_000) with { Leverage = Leverage.Of(leverage) }]);

        Assert.Equal(Sample.Usd(margin), account.Margin.InitialMargin);
        Assert.Equal(Sample.Usd(100), account.Margin.MaintenanceMargin);
    }

    [Fact, Trait("Criterion", "MARG-006")]
    public void Orders_are_charged_by_the_worse_side()
    {
        var market = Sample.Market(btcPrice: 90_000, (Sample.Linear, 90_000));
        var shortOne = Bought(First, -1_000, -90_000);
        var account = new Portfolio(market, [Usdt(10_000)], [shortOne with { OpenBuy = new(3_000), OpenSell = new(2_000) }]);

        // Buying makes it long 2, selling short 3.
        Assert.Equal(Sample.Usd(5_400), account.Margin.InitialMargin);
        Assert.Equal(Sample.Usd(3_600), account.WithPosition(0, shortOne with { OpenBuy = new(3_000) }).Margin.InitialMargin);
        Assert.Equal(Sample.Usd(1_800), account.WithPosition(0, shortOne with { OpenBuy = new(2_000) }).Margin.InitialMargin);
        Assert.Equal(Sample.Usd(900), account.Margin.MaintenanceMargin);
    }

    [Fact, Trait("Criterion", "MARG-006")]
    public void An_order_without_a_position_needs_margin_too()
    {
        var market = Sample.Market(btcPrice: 90_000, (Sample.Linear, 90_000));
        var account = new Portfolio(market, [Usdt(10_000)], [new(First, Quantity.Zero, Money.Zero, OpenSell: new(1_000))]);

        Assert.Equal(Sample.Usd(1_800), account.Margin.InitialMargin);
        Assert.Equal(Money.Zero, account.Margin.MaintenanceMargin);
    }

    [Fact, Trait("Criterion", "MARG-007")]
    public void An_order_through_the_mark_reserves_its_loss()
    {
        var contract = new Contract(Sample.Linear, Sample.Usdt.Decimals);
        var mark = Sample.Dollars(8_000);

        Assert.Equal(Sample.Usd(100), StandardMargin.OrderLoss(contract, mark, new(2_000), Sample.Dollars(8_050)));
        Assert.Equal(Money.Zero, StandardMargin.OrderLoss(contract, mark, new(2_000), Sample.Dollars(7_950)));
        Assert.Equal(Sample.Usd(100), StandardMargin.OrderLoss(contract, mark, new(-2_000), Sample.Dollars(7_950)));
        Assert.Equal(Money.Zero, StandardMargin.OrderLoss(contract, mark, new(-2_000), Sample.Dollars(8_050)));
    }

    [Fact, Trait("Criterion", "MARG-007")]
    public void The_loss_of_an_order_is_needed_beside_its_margin()
    {
        var market = Sample.Market(btcPrice: 8_000, (Sample.Linear, 8_000));
        var account = new Portfolio(market, [Usdt(1_000)], [new(First, default, default, OpenBuy: new(2_000), BuyLoss: Sample.Usd(100))]);

        Assert.Equal(Sample.Usd(320 + 100), account.Margin.InitialMargin);
    }

    [Fact, Trait("Criterion", "MARG-007")]
    public void The_loss_of_an_inverse_order_is_in_coins_and_rounded_up()
    {
        var contract = new Contract(Sample.Inverse, Sample.Btc.Decimals);

        // 1,000 USD cost 1.11111111 coins at 900, and at the mark of 750 they are worth 1.33333334: each rounded against the account.
        Assert.Equal(Sample.Coins(0.22222223m), StandardMargin.OrderLoss(contract, Sample.Dollars(750), new(1_000), Sample.Dollars(900)));
    }

    [Fact]
    public void Without_a_source_initial_margin_is_multiplied_and_maintenance_is_not()
    {
        var market = Sample.Market(btcPrice: 10_000, (Sample.Linear, 10_000), (Sample.Linear, 10_000));
        market.Set(Second, Rate.FromPercent(200));
        var account = new Portfolio(market, [Usdt(5_000)], [Bought(First, 1_000, 10_000), Bought(Second, 1_000, 10_000)]);

        Assert.Equal(Sample.Usd(200 + 400), account.Margin.InitialMargin);
        Assert.Equal(Sample.Usd(200), account.Margin.MaintenanceMargin);
    }

    [Fact, Trait("Criterion", "MARG-001")]
    public void Requirements_of_a_coin_are_brought_to_the_numeraire_position_by_position()
    {
        // 15,000 USD in contracts at 750 are 20 coins; 1 % of them are 0.2 coins, worth 150.
        var market = Sample.Market(btcPrice: 750, (Sample.Inverse, 750), (Sample.Linear, 750));
        var account = new Portfolio(market, [Usdt(100), Btc(1)], [new(First, new(15_000), Sample.Coins(-20)), Bought(Second, 1_000, 750)]);

        Assert.Equal(Sample.Usd(150 + 7.5m), account.Margin.MaintenanceMargin);
        Assert.Equal(Sample.Usd(300 + 15), account.Margin.InitialMargin);
        Assert.Equal(Sample.Usd(15_000 + 750), account.Margin.Notional);
    }

    [Fact]
    public void The_margin_ratio_is_equity_over_maintenance_margin()
    {
        var market = Sample.Market(btcPrice: 10_000, (Sample.Linear, 10_000));
        var account = new Portfolio(market, [Usdt(150)], [Bought(First, 1_000, 10_000)]);

        Assert.Equal(Rate.FromPercent(150), account.Margin.MarginRatio);
        Assert.Equal(new Rate(-10_000), account.WithBalance(0, new(Sample.Usdt.Id, new(-1_000))).Margin.MarginRatio); // −0.001 of 100
        Assert.Null((account with { Positions = [] }).Margin.MarginRatio);
    }

    [Fact]
    public void A_margin_ratio_beyond_every_number_is_the_largest_one() =>
        Assert.Equal(
            new Rate(long.MaxValue),
            new AccountMargin(AssetLimits.MaxAmount, Money.Zero, Money.Zero, new(1), Money.Zero).MarginRatio
        );

    private static PositionLine Bought(InstrumentId instrument, long units, decimal cost) => new(instrument, new(units), Sample.Usd(cost));

    private static BalanceLine Usdt(decimal amount) => new(Sample.Usdt.Id, Sample.Usd(amount));

    private static BalanceLine Btc(decimal amount) => new(Sample.Btc.Id, Sample.Coins(amount));
}
