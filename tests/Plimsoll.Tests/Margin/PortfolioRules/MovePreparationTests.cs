using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Volatility;

namespace Plimsoll.Tests.Margin.PortfolioRules;

public sealed class MovePreparationTests
{
    private static readonly MoveRow[] History =
    [
        .. Enumerable.Range(0, 60).Select(i => new MoveRow($"day {i}", [0.01 * ((i * 7 % 11) - 5), 0.002 * ((i * 3 % 7) - 3)], [])),
    ];

    [Fact, Trait("Criterion", "VARR-108")]
    public void As_they_are_without_a_word()
    {
        var table = new MovePreparation().Of(["a", "b"], History);

        Assert.Equal(History.Select(row => row.Prices), table.Rows.Select(row => row.Prices));
        Assert.Equal((60, 1.0), (table.Rows.Count, table.Days));
    }

    [Fact, Trait("Criterion", "VARR-108")]
    public void The_latest_of_a_window_filtered_over_the_whole_history()
    {
        var table = new MovePreparation
        {
            Filter = MoveFilter.Ewma,
            FilterDecay = 0.9,
            Window = 10,
        }.Of(["a", "b"], History);

        double[] moves = [.. History.Select(row => row.Prices[1])];
        var filtered = FilteredMoves.Of(moves, EwmaVolatility.Forecasts(moves, 0.9), 1e-6);
        Assert.Equal(filtered[50..], table.Rows.Select(row => row.Prices[1]));
        Assert.Equal(("day 50", "day 59"), (table.Rows[0].Name, table.Rows[^1].Name));
    }

    [Fact, Trait("Criterion", "VARR-108")]
    public void Summed_or_scaled_to_a_horizon_and_so_much_later()
    {
        var summed = new MovePreparation { Periods = 3 }.Of(["a", "b"], History);
        var scaled = new MovePreparation { Periods = 4, IsRootOfTime = true }.Of(["a", "b"], History);

        Assert.Equal((58, "day 2", 3.0), (summed.Rows.Count, summed.Rows[0].Name, summed.Days));
        Assert.Equal(History[0].Prices[0] + History[1].Prices[0] + History[2].Prices[0], summed.Rows[0].Prices[0], 1e-15);
        Assert.Equal((60, 4.0, 2 * History[5].Prices[0]), (scaled.Rows.Count, scaled.Days, scaled.Rows[5].Prices[0]));
    }

    [Fact, Trait("Criterion", "VARR-108")]
    public void Weighed_by_age()
    {
        var table = new MovePreparation { AgeDecay = 0.5, Window = 3 }.Of(["a", "b"], History);

        Assert.Equal(
            [1 / 7.0, 2 / 7.0, 4 / 7.0],
            table.Rows.Select(row => Math.Round(row.Weight, 15)).ToArray().Select(weight => weight),
            new Near()
        );
    }

    [Fact, Trait("Criterion", "VARR-108")]
    public void Refused_where_the_history_is_too_short() =>
        Assert.ThrowsAny<ArgumentException>(() => new MovePreparation { Periods = 5, Window = 57 }.Of(["a", "b"], History));

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }
}
