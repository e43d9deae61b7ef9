using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A charge for months that are about to be delivered: for deltas that another month hedges, and for those that stand alone.</summary>
/// <remarks>
/// Longs and shorts of months near delivery are matched with each other first, then with what the later months hold against them. Source: SPAN spot (delivery) charge.
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="WithinDays">Months with no more days to expiry are near, not negative; what has no expiry is not.</param>
/// <param name="OutrightRate">For each near delta that stands alone: share of the index, or an amount, not negative.</param>
/// <param name="SpreadRate">For each near delta that another month hedges.</param>
public sealed record DeliveryCharge(
    string Name,
    ChargeStage Stage,
    ChargeLevels Levels,
    double WithinDays,
    double OutrightRate,
    double SpreadRate
) : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Whether rates are amounts for each underlying rather than shares of the index.</summary>
    public bool IsByPiece { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var months = basis.DeltaByExpiry();
        bool IsNear(double? seconds) => seconds <= WithinDays * RiskBook.SecondsOfDay;
        var near = ChargeBasis.Sides(months.Where(month => IsNear(month.Seconds)).Select(month => month.Delta));
        var far = ChargeBasis.Sides(months.Where(month => !IsNear(month.Seconds)).Select(month => month.Delta));
        var inside = Math.Min(near.Long, near.Short);
        var hedged = (2 * inside) + Math.Min(near.Long - inside, far.Short) + Math.Min(near.Short - inside, far.Long);
        var alone = near.Long + near.Short - hedged;
        inputs?.Add(new("deltas near delivery alone", alone));
        inputs?.Add(new("deltas near delivery in spreads", hedged));
        return ((OutrightRate * alone) + (SpreadRate * hedged)) * (IsByPiece ? 1 : basis.Book.UnitValue);
    }
}
