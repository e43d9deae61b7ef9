using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Numerics;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Each expiry's net delta may move on its own against the others, by more the later it is; the moves add up.</summary>
/// <remarks>
/// Σ over expiries of max(least, e^(annual · T) − 1) · |net delta| · index; a perpetual's T is zero. Source: Deribit roll shock (the least part is confirmed
/// by captures, the exponential part is a third party's note).
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Least">Least relative move.</param>
/// <param name="Annual">Move of a year, continuously compounded.</param>
public sealed record RollCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double Least, double Annual)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Whether only what one expiry hedges of another is charged: the lesser of the sums of positive and negative expiries.</summary>
    public bool IsHedgedOnly { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var moved = basis.DeltaByExpiry().Select(expiry => expiry.Delta * Move(expiry.Seconds)).ToArray();
        var (longs, shorts) = ChargeBasis.Sides(moved);
        inputs?.Add(new("moved long", longs));
        inputs?.Add(new("moved short", shorts));
        return (IsHedgedOnly ? Math.Min(longs, shorts) : longs + shorts) * basis.Book.UnitValue;
    }

    private double Move(double? seconds) => Math.Max(Least, DeterministicMath.Exp(Annual * (seconds ?? 0) / RiskBook.SecondsOfYear) - 1);
}
