using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>One position, coin or order of an account, with its place among the others.</summary>
/// <param name="Index">The index of its book.</param>
/// <param name="IsInCoin">Whether that is the index's book in the coin.</param>
/// <param name="Kind">What it is, in the order of a book.</param>
/// <param name="Seconds">Of an option held: time to expiry.</param>
/// <param name="Expiry">Of an option held: when.</param>
/// <param name="Array">Its risk array; null of a coin.</param>
/// <param name="Quantity">In underlyings; of a coin its value.</param>
internal readonly record struct VectorPart(
    IndexId Index,
    bool IsInCoin,
    VectorPartKind Kind,
    double Seconds,
    Timestamp Expiry,
    RiskArray? Array,
    double Quantity
)
{
    /// <summary>Whether it is of the same book.</summary>
    public bool IsBeside(in VectorPart other) => Index == other.Index && IsInCoin == other.IsInCoin;

    /// <summary>Whether it comes before another; of equals the first stays first.</summary>
    public bool IsBefore(in VectorPart other) =>
        Index != other.Index ? Index.Value < other.Index.Value
        : IsInCoin != other.IsInCoin ? other.IsInCoin
        : Kind != other.Kind ? Kind < other.Kind
        : Seconds < other.Seconds;
}
