using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Numerics;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Each expiry's net delta may move on its own against the others, by more the later it is; the moves add up. Or only what expiries hedge of one another moves.</summary>
/// <remarks>
/// <para>Σ over expiries of max(least, e^(annual · T) − 1) · |net delta| · index; a perpetual's T is zero. Source: Deribit roll shock (the least part is confirmed
/// by captures, the exponential part is a third party's note).</para>
/// <para>Of what is hedged alone: Σ over pairs, the nearest in time first, of max(least, e^(annual · (T₂ − T₁)) − 1) · delta hedged · index: what the difference of two
/// forwards may move by in the time between them. Source: OKX MR4 states the annualised move and that it is offset across expiries; the formula is this project's reading.</para>
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Least">Least relative move.</param>
/// <param name="Annual">Move of a year, continuously compounded.</param>
public sealed record RollCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double Least, double Annual)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Whether only the delta is charged that one expiry hedges of another, for the time between the two.</summary>
    public bool IsHedgedOnly { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        return (IsHedgedOnly ? Hedged(basis, inputs) : All(basis, inputs)) * basis.Book.UnitValue;
    }

    private double All(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        var moved = basis.DeltaByExpiry().Select(expiry => expiry.Delta * Move(expiry.Seconds ?? 0)).ToArray();
        var (longs, shorts) = ChargeBasis.Sides(moved);
        inputs?.Add(new("moved long", longs));
        inputs?.Add(new("moved short", shorts));
        return longs + shorts;
    }

    private double Hedged(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        var sum = 0.0;
        foreach (
            var (hedged, seconds) in ExpiryPairs.Nearest([.. basis.DeltaByExpiry().Select(expiry => (expiry.Seconds ?? 0, expiry.Delta))])
        )
        {
            inputs?.Add(new("hedged delta", hedged));
            inputs?.Add(new("days apart", seconds / RiskBook.SecondsOfDay));
            sum += hedged * Move(seconds);
        }

        return sum;
    }

    private double Move(double seconds) => Math.Max(Least, DeterministicMath.Exp(Annual * seconds / RiskBook.SecondsOfYear) - 1);
}
