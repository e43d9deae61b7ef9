using Plimsoll.Margin.ValueAtRisk.Correlations;

namespace Plimsoll.Margin.Portfolio;

/// <summary>How underlyings move together, in two numbers each and one for each pair: deviations and correlations of log prices, and of log volatilities where they move too.</summary>
/// <remarks>Source: docs/spec/0018-value-at-risk.md (VARR-125). Checked once, here. Immutable.</remarks>
public sealed class MoveCovariances
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>A table.</summary>
    /// <param name="underlyings">At least one, each once.</param>
    /// <param name="deviations">Of each underlying's log price over <paramref name="days"/>, then of each one's log volatility or of none; 0 to <see cref="MoveTable.LargestMove"/>.</param>
    /// <param name="correlations">Of factors in that order: the rows below the diagonal, one after the other; −1 to 1, together positive semi-definite.</param>
    /// <param name="days">Time that a move takes, not negative.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit, a number out of range, correlations that no moves can have.</exception>
    public MoveCovariances(
        IReadOnlyList<string> underlyings,
        IReadOnlyList<double> deviations,
        IReadOnlyList<double> correlations,
        double days
    )
    {
        ArgumentNullException.ThrowIfNull(underlyings);
        ArgumentNullException.ThrowIfNull(deviations);
        ArgumentNullException.ThrowIfNull(correlations);
        (Underlyings, Deviations, Correlations, Days) = ([.. underlyings], [.. deviations], [.. correlations], days);
        for (var i = 0; i < Underlyings.Count; i++)
        {
            if (!_places.TryAdd(Underlyings[i], i))
                throw new ArgumentException($"Expected each underlying once; found {Underlyings[i]} twice.", nameof(underlyings));
        }

        var factors = Deviations.Count;
        if (Underlyings.Count == 0 || (factors != Underlyings.Count && factors != 2 * Underlyings.Count))
            throw new ArgumentException(
                $"Expected a deviation or two for each of {Underlyings.Count} underlyings; found {factors}.",
                nameof(deviations)
            );

        if (Correlations.Count != factors * (factors - 1) / 2)
            throw new ArgumentException(
                $"Expected a correlation for each pair of {factors} factors; found {Correlations.Count}.",
                nameof(correlations)
            );

        if (!(days >= 0 && double.IsFinite(days)))
            throw new ArgumentOutOfRangeException(nameof(days), days, "Expected a time of at least 0 days.");

        if (Deviations.Any(deviation => !(deviation is >= 0 and <= MoveTable.LargestMove)))
            throw new ArgumentException($"Expected deviations of logarithms from 0 to {MoveTable.LargestMove}.", nameof(deviations));

        if (Correlations.Any(correlation => !(correlation is >= -1 and <= 1)))
            throw new ArgumentException("Expected correlations from -1 to 1.", nameof(correlations));

        var matrix = SymmetricMatrix.From(
            factors,
            (row, column) =>
                row == column ? 1 : Correlations[(Math.Max(row, column) * (Math.Max(row, column) - 1) / 2) + Math.Min(row, column)]
        );
        var (_, least, isRepaired) = NearestCorrelation.Of(matrix);
        if (isRepaired)
            throw new ArgumentException(
                $"Expected correlations that moves can have; their least eigenvalue is {least}.",
                nameof(correlations)
            );

        Matrix = CovarianceEstimate.Covariances(matrix, Deviations);
    }

    /// <summary>What moves.</summary>
    public IReadOnlyList<string> Underlyings { get; }

    /// <summary>Deviations of log prices, then of log volatilities where they move.</summary>
    public IReadOnlyList<double> Deviations { get; }

    /// <summary>Correlations below the diagonal, row after row.</summary>
    public IReadOnlyList<double> Correlations { get; }

    /// <summary>Time that a move takes, in days.</summary>
    public double Days { get; }

    /// <summary>Whether volatilities move as well.</summary>
    internal bool HasVolatilities => Deviations.Count > Underlyings.Count;

    /// <summary>The same as covariances.</summary>
    internal SymmetricMatrix Matrix { get; }

    /// <summary>Whether an underlying is among them.</summary>
    public bool Covers(string underlying) => _places.ContainsKey(underlying);

    /// <summary>The place of an underlying's price among the factors; its volatility's is as many underlyings further.</summary>
    internal int PlaceOf(string underlying) => _places[underlying];
}
