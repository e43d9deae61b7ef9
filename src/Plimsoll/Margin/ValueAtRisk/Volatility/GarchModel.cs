using Plimsoll.Numerics;

namespace Plimsoll.Margin.ValueAtRisk.Volatility;

/// <summary>GARCH(1,1): σ²(t + 1) = ω + α r²(t) + β σ²(t).</summary>
/// <remarks>
/// <para>Calibrated by quasi-likelihood of normal moves with the long-run variance fixed at the sample's (variance targeting), so that two numbers are left: a fixed grid of α and α + β,
/// then <see cref="Refinements"/> rounds of a pattern search whose step halves when no neighbour is better. The same moves give the same numbers after a bounded number of steps; they are
/// a good local optimum and not more.</para>
/// <para>Source: T. Bollerslev (1986); variance targeting R. Engle, J. Mezrich (1996). docs/spec/0018-value-at-risk.md (VARR-008). Pure.</para>
/// </remarks>
/// <param name="Omega">ω ≥ 0, per period squared.</param>
/// <param name="Alpha">α ≥ 0: what yesterday's move adds.</param>
/// <param name="Beta">β ≥ 0: what stays; α + β below one.</param>
public readonly record struct GarchModel(double Omega, double Alpha, double Beta)
{
    /// <summary>Rounds of the search after the grid.</summary>
    public const int Refinements = 24;

    private const double PersistenceMax = 0.9995;

    private static ReadOnlySpan<double> AlphaGrid => [0.02, 0.06, 0.12, 0.25];

    private static ReadOnlySpan<double> PersistenceGrid => [0.7, 0.9, 0.97, 0.99];

    /// <summary>The model that fits moves best within the bounds of the search.</summary>
    /// <param name="moves">Log moves, oldest first, at least 20, not all zero.</param>
    /// <exception cref="ArgumentException">Too few moves, or none but zeros.</exception>
    public static GarchModel Fit(ReadOnlySpan<double> moves)
    {
        var variance = moves.Length >= 20 ? EwmaVolatility.MeanSquare(moves) : 0;
        if (!(variance > 0))
            throw new ArgumentException($"Expected at least 20 moves, not all zero; found {moves.Length}.", nameof(moves));

        var (best, bestAlpha, bestPersistence) = (double.PositiveInfinity, 0.0, 0.0);
        foreach (var alpha in AlphaGrid)
        {
            foreach (var persistence in PersistenceGrid)
            {
                var cost = Cost(moves, variance, alpha, persistence);
                if (cost < best)
                    (best, bestAlpha, bestPersistence) = (cost, alpha, persistence);
            }
        }

        var (alphaStep, persistenceStep) = (0.03, 0.01);
        for (var round = 0; round < Refinements; round++)
        {
            var (startAlpha, startPersistence) = (bestAlpha, bestPersistence);
            foreach (var (a, p) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                var alpha = Math.Clamp(startAlpha + (a * alphaStep), 0, 0.6);
                var persistence = Math.Clamp(startPersistence + (p * persistenceStep), alpha, PersistenceMax);
                var cost = Cost(moves, variance, alpha, persistence);
                if (cost < best)
                    (best, bestAlpha, bestPersistence) = (cost, alpha, persistence);
            }

            if (bestAlpha == startAlpha && bestPersistence == startPersistence)
                (alphaStep, persistenceStep) = (alphaStep / 2, persistenceStep / 2);
        }

        return new(variance * (1 - bestPersistence), bestAlpha, bestPersistence - bestAlpha);
    }

    /// <summary>The forecast before each move, and one more for the move to come; the first is the long-run volatility.</summary>
    /// <param name="moves">Log moves, oldest first.</param>
    public double[] Forecasts(ReadOnlySpan<double> moves)
    {
        var variance = Omega / (1 - Alpha - Beta);
        var forecasts = new double[moves.Length + 1];
        for (var i = 0; i < moves.Length; i++)
        {
            forecasts[i] = Math.Sqrt(variance);
            variance = Omega + (Alpha * moves[i] * moves[i]) + (Beta * variance);
        }

        forecasts[^1] = Math.Sqrt(variance);
        return forecasts;
    }

    /// <summary>Minus twice the mean log likelihood but for a constant.</summary>
    private static double Cost(ReadOnlySpan<double> moves, double longRun, double alpha, double persistence)
    {
        var (omega, beta, variance, cost) = (longRun * (1 - persistence), persistence - alpha, longRun, 0.0);
        foreach (var move in moves)
        {
            cost += DeterministicMath.Log(variance) + (move * move / variance);
            variance = omega + (alpha * move * move) + (beta * variance);
        }

        return cost;
    }
}
