using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Health;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Health;

public sealed class WeightedHealthTests
{
    private static HealthToken Dollars(decimal balance) => HealthToken.At("usd", balance, 1, null, 0.8m, 1.2m);

    private static HealthToken Coins(decimal balance, decimal? second = null) => HealthToken.At("coin", balance, 5, second, 0.5m, 1.5m);

    private static HealthPerpetual Perpetual(decimal lots, decimal quote, decimal bids = 0, decimal asks = 0) =>
        new("perp", 0, lots, quote, bids, asks, 10, 5, 5, 0.8m, 1.2m, 0.95m);

    private static decimal Health(HealthToken[] tokens, HealthPerpetual? perpetual = null, params HealthMarket[] markets) =>
        WeightedHealth.Of(new(tokens, perpetual is null ? [] : [perpetual], markets)).Health;

    [Fact]
    public void Holdings_count_for_less_and_debts_for_more() => Assert.Equal(80 - 75, Health([Dollars(100), Coins(-10)]));

    [Fact]
    public void A_second_price_counts_where_it_is_worse()
    {
        Assert.Equal(10, Health([Coins(5, second: 4)]));
        Assert.Equal(12.5m, Health([Coins(5, second: 6)]));
        Assert.Equal(-45, Health([Coins(-5, second: 6)]));
    }

    [Fact]
    public void Crowded_tokens_count_for_less_when_held_and_more_when_owed()
    {
        var held = HealthToken.At("coin", 1, 10, null, 0.5m, 1.5m, depositScale: 0.2m, borrowScale: 3);

        Assert.Equal(1, Health([held]));
        Assert.Equal(-45, Health([held with { Balance = -1 }]));
    }

    [Theory]
    [InlineData(5000, 1, 1)]
    [InlineData(7500, 0.6666667, 1.5)]
    [InlineData(50000, 0.1, 10)]
    public void Crowding_scales_in_proportion_beyond_its_start(int value, decimal deposits, decimal borrows)
    {
        Assert.Equal(deposits, CrowdingScale.OfDeposits(value, 5000), 7);
        Assert.Equal(borrows, CrowdingScale.OfBorrows(value, 5000));
        Assert.Equal(1, CrowdingScale.OfDeposits(value, null));
        Assert.Equal(1, CrowdingScale.OfBorrows(value, null));
    }

    [Fact]
    public void A_perpetual_counts_by_its_worse_side()
    {
        // All bids: −1000 + 3·50·0.8 + 10·(0.8 − 1)·50; all asks: −1000 − 8·50·1.2 + 11·50.
        Assert.Equal(-1000 + 120 - 100, Perpetual(3, -1000, bids: 10).Unweighted);
        Assert.Equal(-1000 - 480 + 550, Perpetual(3, -1000, asks: 11).Unweighted);
        Assert.Equal(-980, Perpetual(3, -1000, bids: 10, asks: 11).Weighted);
    }

    [Fact]
    public void A_positive_result_offsets_a_debt_and_a_negative_one_a_deposit()
    {
        Assert.Equal(0.8m * (-100 + (0.95m * 140)), Health([Dollars(-100)], Perpetual(1, 100)));
        Assert.Equal(1.2m * (100 - 160), Health([Dollars(100)], Perpetual(-1, -100)));
    }

    [Fact]
    public void Profit_can_be_weighted_before_margin_is_taken_off()
    {
        // Profit 20 at half, less 10 % of a notional of 100; a loss counts in full.
        var held = new HealthPerpetual("perp", 0, 1, -80, 0, 0, 1, 100, 100, 0.9m, 1.1m, 0.5m, IsProfitWeighted: true);

        Assert.Equal(0, held.Weighted);
        Assert.Equal(-30, (held with { Quote = -120 }).Weighted);
    }

    [Fact]
    public void Reserved_orders_count_by_the_worse_conversion()
    {
        // Two coins' worth, 10: as dollars they repay debt at 1.2, as coins they are an asset at 0.5.
        Assert.Equal(-120 + 5, Health([Dollars(-100), Coins(0)], null, new HealthMarket("spot", 1, 0, 1, 5)));
        Assert.Equal(-14.4m + (10 * 0.5m), Health([Dollars(-12), Coins(0)], null, new HealthMarket("spot", 1, 0, 1, 5)));
    }

    [Fact]
    public void What_crosses_zero_is_partly_debt_and_partly_asset() =>
        Assert.Equal(-4.8m - 150 + (4 * 1.2m) + (2 * 0.8m), Health([Dollars(-4), Coins(-20)], null, new HealthMarket("spot", 1, 0, 1, 1)));

    [Fact]
    public void The_orders_own_prices_bound_what_they_bring()
    {
        var market = new HealthMarket("spot", 1, 0, ReservedBase: 1, ReservedQuote: 10, LowestAsk: 3, HighestBidInverse: 0.1m);

        Assert.Equal(13, market.AllAsQuote(Coins(0), Dollars(0)));
        Assert.Equal(2, market.AllAsBase(Coins(0), Dollars(0)));
    }

    [Fact]
    public void Contributions_add_up_and_more_money_never_hurts() =>
        Prop.ForAll<int, int, short>(
                (dollars, coins, lots) =>
                {
                    HealthMarket market = new("spot", 1, 0, Math.Abs(lots), 7);
                    HealthAccount Account(decimal more) =>
                        new([Dollars(dollars + more), Coins(coins)], [Perpetual(lots, dollars, 2, 3)], [market]);
                    var health = WeightedHealth.Of(Account(0));

                    return health.Health == health.Tokens.Sum() + health.Markets.Sum()
                        && WeightedHealth.Of(Account(1)).Health >= health.Health;
                }
            )
            .Check(Exploration.Usual);

    [Fact]
    public void The_amount_needed_brings_health_to_zero() =>
        Prop.ForAll<int, short>(
                (balance, other) =>
                {
                    var token = Dollars(balance);
                    var health = token.Contribution(balance) + other;
                    var needed = token.NeededFor(health, balance);
                    var left = health - token.Contribution(balance) + token.Contribution(balance + needed);

                    return health >= 0 ? needed == 0 : Math.Abs(left) < 1e-15m;
                }
            )
            .Check(Exploration.Usual);

    [Fact]
    public void No_amount_helps_where_holdings_do_not_count() =>
        Assert.Equal(decimal.MaxValue, HealthToken.At("usd", 0, 1, null, 0, 1).NeededFor(-1, 0));
}
