using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Volatility;

namespace Plimsoll.Margin.Portfolio;

/// <summary>How a history of moves becomes the table that margin looks at: filtered, summed to a horizon, cut to a window, weighed by age; in this order.</summary>
/// <remarks>
/// Each underlying's price and volatility is a factor of its own and filtered by itself, over the whole history, so that the window's first row has a forecast too. "Today" is the end of the
/// history. Source: docs/spec/0018-value-at-risk.md (VARR-004 … VARR-008, VARR-108). Pure.
/// </remarks>
public sealed record MovePreparation
{
    /// <summary>No forecast of a period counts as smaller, so that a still market is not divided by.</summary>
    public const double LeastVolatility = 1e-6;

    /// <summary>How moves are brought to today's volatility.</summary>
    public MoveFilter Filter { get; init; }

    /// <summary>λ of <see cref="MoveFilter.Ewma"/>, 0 to below 1.</summary>
    public double FilterDecay { get; init; } = 0.94;

    /// <summary>Days of one row of the history, above zero.</summary>
    public double PeriodDays { get; init; } = 1;

    /// <summary>Periods of the horizon, at least one.</summary>
    public int Periods { get; init; } = 1;

    /// <summary>Whether moves grow with the root of the horizon; otherwise consecutive ones are summed, overlapping.</summary>
    public bool IsRootOfTime { get; init; }

    /// <summary>How many rows count, the latest; null for all.</summary>
    public int? Window { get; init; }

    /// <summary>λ of weights by age, above 0 and at most 1; 1 for equal ones.</summary>
    public double AgeDecay { get; init; } = 1;

    /// <summary>The table.</summary>
    /// <param name="underlyings">What moves.</param>
    /// <param name="history">Moves of one period each, oldest first, without holes.</param>
    /// <exception cref="ArgumentException">Too few rows for the horizon, the window or the filter, or moves that are none.</exception>
    public MoveTable Of(IReadOnlyList<string> underlyings, IReadOnlyList<MoveRow> history)
    {
        // Checked as it stands, before anything is computed of it.
        var raw = new MoveTable(underlyings, history, PeriodDays);
        var prices = Factors(raw, row => row.Prices);
        var volatilities = raw.HasVolatilities ? Factors(raw, row => row.Volatilities) : [];
        var left = prices[0].Length;
        var count = Math.Min(Window ?? left, left);
        if (Window is { } window && window > left)
            throw new ArgumentException(
                $"Expected a window of at most {left} rows, which is what the history makes; found {window}.",
                nameof(history)
            );

        var weights = AgeWeights.Of(count, AgeDecay);
        var rows = new MoveRow[count];
        for (var i = 0; i < count; i++)
        {
            var (at, last) = (left - count + i, history[history.Count - count + i]);
            rows[i] = new(last.Name, [.. prices.Select(factor => factor[at])], [.. volatilities.Select(factor => factor[at])])
            {
                Weight = AgeDecay == 1 ? last.Weight : last.Weight * weights[i],
            };
        }

        return new(underlyings, rows, Periods * PeriodDays);
    }

    private double[][] Factors(MoveTable raw, Func<MoveRow, IReadOnlyList<double>> of)
    {
        var factors = new double[raw.Underlyings.Count][];
        for (var i = 0; i < factors.Length; i++)
            factors[i] = Prepared([.. raw.Rows.Select(row => of(row)[i])]);

        return factors;
    }

    private double[] Prepared(double[] moves)
    {
        double[] filtered = Filter switch
        {
            MoveFilter.Ewma => FilteredMoves.Of(moves, EwmaVolatility.Forecasts(moves, FilterDecay), LeastVolatility),
            MoveFilter.Garch => FilteredMoves.Of(moves, GarchModel.Fit(moves).Forecasts(moves), LeastVolatility),
            _ => moves,
        };
        if (Periods == 1)
            return filtered;

        return IsRootOfTime ? Horizon.RootOfTime(filtered, Periods) : Horizon.Overlapping(filtered, Periods);
    }
}
