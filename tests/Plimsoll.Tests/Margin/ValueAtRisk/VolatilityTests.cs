using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Volatility;
using Plimsoll.Numerics;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>Volatility forecasts, and moves of the past at today's volatility.</summary>
public sealed class VolatilityTests
{
    [Fact, Trait("Criterion", "VARR-007")]
    public void A_forecast_is_the_decayed_one_and_the_last_square()
    {
        var moves = Normals(100, 0.02);

        var forecasts = EwmaVolatility.Forecasts(moves, 0.94);

        Assert.Equal(101, forecasts.Length);
        Assert.Equal(EwmaVolatility.MeanSquare(moves.AsSpan(0, 30)), forecasts[0] * forecasts[0], 1e-15);
        Assert.Equal((0.94 * forecasts[50] * forecasts[50]) + (0.06 * moves[50] * moves[50]), forecasts[51] * forecasts[51], 1e-15);
    }

    [Fact, Trait("Criterion", "VARR-005")]
    public void Filtered_moves_have_todays_volatility()
    {
        double[] moves = [.. Normals(1000, 0.01), .. Normals(200, 0.05)];
        var filtered = FilteredMoves.Of(moves, EwmaVolatility.Forecasts(moves, 0.94), 1e-6);

        Assert.Equal(0.05, Math.Sqrt(EwmaVolatility.MeanSquare(filtered)), 0.015);
        Assert.Equal(
            moves[^1] / EwmaVolatility.Forecasts(moves, 0.94)[^2] * EwmaVolatility.Forecasts(moves, 0.94)[^1],
            filtered[^1],
            1e-15
        );
    }

    [Fact, Trait("Criterion", "VARR-008")]
    public void Calibration_finds_the_parameters_that_made_the_moves()
    {
        var (variance, moves) = (0.0004, Normals(20_000, 1));
        for (var i = 0; i < moves.Length; i++)
        {
            moves[i] *= Math.Sqrt(variance);
            variance = 0.00002 + (0.10 * moves[i] * moves[i]) + (0.85 * variance);
        }

        var fitted = GarchModel.Fit(moves);

        Assert.Equal(0.10, fitted.Alpha, 0.02);
        Assert.Equal(0.95, fitted.Alpha + fitted.Beta, 0.01);
        Assert.Equal(fitted, GarchModel.Fit(moves));
    }

    [Fact, Trait("Criterion", "VARR-008")]
    public void Calibration_stays_within_its_bounds_on_anything()
    {
        double[][] samples =
        [
            [.. Enumerable.Repeat(0.01, 50)],
            [.. Enumerable.Range(0, 60).Select(i => i == 30 ? 0.9 : 1e-5)],
            Normals(25, 1e-9),
        ];
        foreach (var moves in samples)
        {
            var fitted = GarchModel.Fit(moves);

            Assert.True(fitted is { Omega: > 0, Alpha: >= 0, Beta: >= 0 } && fitted.Alpha + fitted.Beta < 1, $"{fitted}");
            Assert.All(fitted.Forecasts(moves), forecast => Assert.True(forecast > 0));
        }

        Assert.Throws<ArgumentException>(() => GarchModel.Fit(new double[100]));
    }

    [Fact, Trait("Criterion", "VARR-006")]
    public void Longer_horizons_sum_or_scale()
    {
        Assert.Equal([3, 5, 7], Horizon.Overlapping([1, 2, 3, 4], 2));
        Assert.Equal([2, 4], Horizon.RootOfTime([1, 2], 4));
    }

    internal static double[] Normals(int count, double deviation) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => deviation * NormalDistribution.InverseCumulative(Philox4x32.Uniform(Philox4x32.Block((ulong)i, 7, 99).Low))),
        ];
}
