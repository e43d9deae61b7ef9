using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Population;

namespace Plimsoll.Simulation.Tests.Population;

public sealed class TraderPopulationTests
{
    private static readonly PriceHistory History = PriceHistory.Read([PriceFiles.BlackThursday]);
    private static readonly PopulationParameters Parameters = new();

    [Fact, Trait("Criterion", "REPL-020")]
    public void The_same_seed_gives_the_same_traders_under_any_mark()
    {
        var first = Described(MarkRule.Median, seed: 5);

        Assert.Equal(first, Described(MarkRule.Median, seed: 5));
        Assert.Equal(first, Described(MarkRule.Parse("bitmex"), seed: 5));
        Assert.NotEqual(first, Described(MarkRule.Median, seed: 6));
    }

    [Fact, Trait("Criterion", "REPL-021")]
    public void Shares_and_medians_are_those_of_the_parameters()
    {
        var traders = Draw(50_000);
        var positions = traders.SelectMany(trader => trader.Positions).ToList();

        Assert.InRange(Share(positions, position => position.Side > 0), 0.55, 0.57);
        Assert.InRange(Share(traders, trader => trader.IsCross), 0.54, 0.56);
        Assert.InRange(Share(traders, trader => trader.EntryAt == 0), 0.49, 0.51);
        Assert.InRange(Share(traders, trader => trader.Answer == MarginCallAnswer.TopUp), 0.14, 0.16);
        Assert.InRange(Share(traders, trader => trader.Collateral == CollateralKind.Bitcoin), 0.10, 0.12);
        Assert.InRange(traders.Select(trader => trader.Equity).Order().ElementAt(25_000), 1_480, 1_680);
        Assert.All(positions, position => Assert.InRange(position.Leverage, 1, 100));
        Assert.All(traders, trader => Assert.InRange(trader.Positions.Count, 1, 3));
    }

    [Fact, Trait("Criterion", "REPL-021")]
    public void Equity_has_a_heavy_tail()
    {
        var equity = Draw(50_000).Select(trader => trader.Equity).OrderDescending().ToList();

        Assert.InRange(equity.Take(500).Sum() / equity.Sum(), 0.3, 0.8);
    }

    [Fact, Trait("Criterion", "REPL-021")]
    public void Leverage_weighted_by_contracts_is_what_was_published()
    {
        var even = Parameters with { LeverageFallsWithEquity = 0, EquitySigma = 0, TailShare = 0 };
        var positions = TraderPopulation.Draw(even, Map(MarkRule.Median), 50_000, seed: 1).SelectMany(trader => trader.Positions).ToList();

        var mean = positions.Sum(position => position.Leverage * position.Notional) / positions.Sum(position => position.Notional);

        Assert.InRange(mean, 22, 30);
    }

    [Fact, Trait("Criterion", "REPL-021")]
    public void An_isolated_trader_brings_dollars() =>
        Assert.All(Draw(5_000).Where(trader => !trader.IsCross), trader => Assert.Equal(CollateralKind.Dollars, trader.Collateral));

    [Fact, Trait("Criterion", "REPL-020")]
    public void Without_stablecoins_in_the_files_nobody_holds_one() =>
        Assert.DoesNotContain(Draw(5_000), trader => trader.Collateral == CollateralKind.Stablecoin);

    private static double Share<T>(IReadOnlyCollection<T> all, Func<T, bool> isOne) => (double)all.Count(isOne) / all.Count;

    private static Trader[] Draw(int count) => TraderPopulation.Draw(Parameters, Map(MarkRule.Median), count, seed: 1);

    private static MarketMap Map(MarkRule rule) => MarketMap.Create(History, rule);

    private static List<string> Described(MarkRule rule, long seed) =>
        [
            .. TraderPopulation
                .Draw(Parameters, Map(rule), 200, seed)
                .Select(trader => $"{trader with { Positions = [] }} {string.Join(' ', trader.Positions)}"),
        ];
}
