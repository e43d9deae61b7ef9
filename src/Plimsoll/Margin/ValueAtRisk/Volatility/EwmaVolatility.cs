namespace Plimsoll.Margin.ValueAtRisk.Volatility;

/// <summary>Volatility as an exponentially weighted mean of squared moves.</summary>
/// <remarks>
/// <para>σ²(t + 1) = λ σ²(t) + (1 − λ) r²(t). The first forecast is the root mean square of the first <see cref="SeedLength"/> moves, or of all if there are fewer;
/// so a caller who wants no look-ahead uses forecasts after those alone.</para>
/// <para>Source: J.P. Morgan, RiskMetrics technical document (1996), with λ = 0.94 for daily moves. docs/spec/0018-value-at-risk.md (VARR-007). Pure.</para>
/// </remarks>
public static class EwmaVolatility
{
    /// <summary>Moves that seed the first forecast.</summary>
    public const int SeedLength = 30;

    /// <summary>The forecast before each move, and one more for the move to come.</summary>
    /// <param name="moves">Log moves, oldest first, at least one.</param>
    /// <param name="decay">λ, 0 to below 1.</param>
    public static double[] Forecasts(ReadOnlySpan<double> moves, double decay)
    {
        if (moves.IsEmpty)
            throw new ArgumentException("Expected at least one move; found none.", nameof(moves));

        if (!(decay >= 0 && decay < 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "Expected a decay from 0 to below 1, such as 0.94.");

        var variance = MeanSquare(moves[..Math.Min(SeedLength, moves.Length)]);
        var forecasts = new double[moves.Length + 1];
        for (var i = 0; i < moves.Length; i++)
        {
            forecasts[i] = Math.Sqrt(variance);
            variance = (decay * variance) + ((1 - decay) * moves[i] * moves[i]);
        }

        forecasts[^1] = Math.Sqrt(variance);
        return forecasts;
    }

    /// <summary>The mean of the squares: variance around zero.</summary>
    public static double MeanSquare(ReadOnlySpan<double> moves)
    {
        var sum = 0.0;
        foreach (var move in moves)
        {
            sum += move * move;
        }

        return moves.IsEmpty ? 0 : sum / moves.Length;
    }
}
