using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Testing;

namespace Plimsoll.Simulation.Tests.MarketData;

public sealed class TickPathTests
{
    [Fact, Trait("Criterion", "REPL-002")]
    public void A_rising_bar_visits_its_low_first() => Assert.Equal([10, 9, 14, 12], PathOf(10, 14, 9, 12));

    [Fact, Trait("Criterion", "REPL-002")]
    public void A_falling_bar_visits_its_high_first() => Assert.Equal([12, 14, 9, 10], PathOf(12, 14, 9, 10));

    [Fact, Trait("Criterion", "REPL-002")]
    public void An_unchanged_bar_counts_as_rising() => Assert.Equal([10, 9, 14, 10], PathOf(10, 14, 9, 10));

    [Fact, Trait("Criterion", "REPL-003")]
    public void An_open_above_the_range_is_held_at_the_high() => Assert.Equal([98, 98, 95, 96], PathOf(100, 98, 95, 96));

    [Fact, Trait("Criterion", "REPL-003")]
    public void An_open_below_the_range_is_held_at_the_low() => Assert.Equal([95, 95, 98, 96], PathOf(90, 98, 95, 96));

    [Fact, Trait("Criterion", "REPL-002")]
    public void Every_path_touches_both_ends_and_stays_between_them() =>
        Prop.ForAll<PositiveInt, int, PositiveInt>(
                (low, open, close) =>
                {
                    var high = low.Get + 7;
                    var last = low.Get + (close.Get % 8);
                    var path = PathOf(open, high, low.Get, last);
                    return path.Min() == low.Get && path.Max() == high && path[3] == last;
                }
            )
            .Check(Exploration.Usual);

    private static decimal[] PathOf(decimal open, decimal high, decimal low, decimal close)
    {
        var bar = new Bar(0, 0, open, high, low, close, 1);
        return [.. Enumerable.Range(0, TickPath.TicksPerMinute).Select(tick => TickPath.PriceAt(bar, tick))];
    }
}
