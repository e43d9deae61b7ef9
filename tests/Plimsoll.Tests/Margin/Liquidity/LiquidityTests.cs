using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Liquidity;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Liquidity;

/// <summary>What closing costs: never less in less depth, and never by a jump.</summary>
public sealed class LiquidityTests
{
    private static readonly CloseOutMarket Market = new([new(1, 10), new(2, 20), new(5, 30)], 6, 1000, 0.04, 10_000);

    private static Arbitrary<double> Sizes => Gen.Choose(0, 200_000).Select(x => x / 100.0).ToArbitrary();

    private static Arbitrary<(double Size, double More)> Pairs =>
        (from size in Sizes.Generator from more in Sizes.Generator select (size, more)).ToArbitrary();

    private static Arbitrary<CloseOutMarket> Markets =>
        (
            from count in Gen.Choose(0, 6)
            from distances in Gen.Choose(0, 100).ListOf(count)
            from quantities in Gen.Choose(0, 5000).ListOf(count)
            from volatility in Gen.Choose(0, 100)
            from volume in Gen.Choose(1, 100_000)
            let levels = distances.Order().Zip(quantities, (distance, quantity) => new DepthLevel(distance / 10.0, quantity / 10.0))
            select new CloseOutMarket([.. levels], 10, 100, volatility / 1000.0, volume, 0.8)
        ).ToArbitrary();

    /// <summary>10 at 1, 20 at 2, 5 at 5; then 90 beyond the book at 6 and the integral of the root.</summary>
    [Fact, Trait("Criterion", "LVAR-001")]
    public void A_book_is_walked_level_by_level()
    {
        Assert.Equal(5, CloseOutCost.Of(-5, Market));
        Assert.Equal(75, CloseOutCost.Of(35, Market));
        Assert.Equal(200 + (90 * 6) + (1000 * 0.04 * 90 * Math.Sqrt(90.0 / 10_000) * 2 / 3), CloseOutCost.Of(150, Market), 1e-9);
        Assert.Equal(0, CloseOutCost.Of(0, Market));
    }

    [Fact, Trait("Criterion", "LVAR-002")]
    public void The_cost_rises_with_size_convexly_and_without_a_jump() =>
        Prop.ForAll(
                Markets,
                Sizes,
                Sizes,
                (market, size, more) =>
                {
                    var (low, middle, high) = (
                        CloseOutCost.Of(size, market),
                        CloseOutCost.Of(size + (more / 2), market),
                        CloseOutCost.Of(size + more, market)
                    );
                    var step = CloseOutCost.Of(size + 1e-9, market) - low;
                    return low <= middle + 1e-9 && middle <= (low + high) / 2 * (1 + 1e-12) + 1e-9 && step is >= -1e-6 and < 1e-5;
                }
            )
            .Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "LVAR-003")]
    public void The_cost_never_falls_when_depth_or_volume_falls() =>
        Prop.ForAll(
                Markets,
                Sizes,
                Gen.Choose(0, 100).ListOf(6).ToArbitrary(),
                (market, size, shares) =>
                {
                    var thinner = market with
                    {
                        Levels = [.. market.Levels.Select((level, i) => level with { Quantity = level.Quantity * shares[i] / 100 })],
                    };
                    var shorter = market with { Levels = [.. market.Levels.Take(shares[0] % (market.Levels.Count + 1))] };
                    var quieter = market with { DailyVolume = market.DailyVolume * (shares[1] + 1) / 101 };
                    var cost = CloseOutCost.Of(size, market) * (1 - 1e-12);
                    return CloseOutCost.Of(size, thinner) >= cost
                        && CloseOutCost.Of(size, shorter) >= cost
                        && CloseOutCost.Of(size, quieter) >= cost;
                }
            )
            .Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "LVAR-004")]
    public void A_market_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CloseOutCost.Of(1, Market with { Reach = 4 }));
        Assert.Throws<ArgumentException>(() => CloseOutCost.Of(1, Market with { Levels = [new(2, 1), new(1, 1)] }));
        Assert.Throws<ArgumentException>(() => CloseOutCost.Of(1, Market with { DailyVolume = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CloseOutCost.Of(double.NaN, Market));
    }

    [Fact, Trait("Criterion", "LVAR-010")]
    public void Closing_at_a_tenth_of_the_volume_takes_ten_times_as_long_as_the_market_trades_it()
    {
        Assert.Equal(0.5, LiquidationTime.Days(-500, 10_000, 0.1), 1e-12);
        Assert.Equal(43_200, LiquidationTime.Seconds(500, 10_000, 0.1), 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => LiquidationTime.Days(1, 1, 0));
    }

    /// <summary>Portfolio 100 over one day; one leg of 80 that takes three days more: √2 − 1 of it, and 7 of cost.</summary>
    [Fact, Trait("Criterion", "LVAR-011")]
    public void Risk_over_the_time_that_closing_takes_and_its_cost_add_up()
    {
        var explained = LiquidityValueAtRisk.Of(100, 1, [new("ETH", 80, 3, 7), new("BTC", 500, 0, 0)]);

        Assert.Equal(100 + (80 * (Math.Sqrt(2) - 1)) + 7, explained.Asked, 1e-9);
        Assert.Equal(explained.Asked, explained.Leaves().Sum(leaf => leaf.Counted), 1e-9);
    }

    [Fact, Trait("Criterion", "LVAR-012")]
    public void One_position_needs_more_the_larger_it_is_and_the_thinner_its_market() =>
        Prop.ForAll(
                Markets,
                Pairs,
                Gen.Choose(1, 99).ToArbitrary(),
                (market, sizes, share) =>
                {
                    var (size, more) = sizes;
                    var thinner = market with
                    {
                        DailyVolume = market.DailyVolume * share / 100,
                        Levels = [.. market.Levels.Select(level => level with { Quantity = level.Quantity * share / 100 })],
                    };
                    var required = Required(size, market);
                    var step = Required(size + 1e-9, market) - required;
                    return Required(size + more, market) >= required * (1 - 1e-12)
                        && Required(size, thinner) >= required * (1 - 1e-12)
                        && step is > -1e-6 and < 1e-3;
                }
            )
            .Check(Exploration.Of(500));

    /// <summary>Within the wait a hedge counts in full; what takes longer to close is risk of its own.</summary>
    [Fact, Trait("Criterion", "LVAR-013")]
    public void A_hedge_is_believed_while_both_legs_are_held()
    {
        Assert.Equal(10, LiquidityValueAtRisk.Of(10, 1, [new("long", 100, 0, 0), new("short", 95, 0, 0)]).Asked);
        Assert.True(LiquidityValueAtRisk.Of(10, 1, [new("long", 100, 6, 0), new("short", 95, 0, 0)]).Asked > 80);
    }

    [Fact, Trait("Criterion", "LVAR-020")]
    public void Concentration_costs_nothing_at_its_threshold_and_rises_from_there() =>
        Prop.ForAll(
                Pairs,
                Gen.Choose(1, 5000).ToArbitrary(),
                Gen.Choose(1, 5000).ToArbitrary(),
                (sizes, interest, volume) =>
                {
                    var (size, more) = sizes;
                    var terms = new ConcentrationTerms(0.05, 0.10, 0.5);
                    double Charge(double quantity, double oi, double v) => ConcentrationCharge.Of(quantity, 30, oi, v, terms);
                    var charge = Charge(size, interest, volume);
                    var isBelow = size <= 0.05 * interest && size <= 0.10 * volume;
                    return charge >= 0
                        && (!isBelow || charge == 0)
                        && Charge(-size - more, interest, volume) >= charge
                        && Charge(size, interest / 2.0, volume) >= charge
                        && Charge(size, interest, volume / 2.0) >= charge
                        && Charge(0.05 * interest * (1 + 1e-9), interest, 1e12) < 1e-3;
                }
            )
            .Check(Exploration.Of(300));

    private static double Required(double size, CloseOutMarket market)
    {
        var risk = size * market.Mid * market.DailyVolatility * 2.33;
        var days = LiquidationTime.Days(size, market.DailyVolume, 0.1);
        return LiquidityValueAtRisk.Of(risk, 0.5, [new("one", risk, days, CloseOutCost.Of(size, market))]).Asked;
    }
}
