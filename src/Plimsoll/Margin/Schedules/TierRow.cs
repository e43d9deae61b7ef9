using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>A row of a tier schedule.</summary>
/// <param name="Floor">Where it begins: notional or contracts, by the schedule's measure.</param>
/// <param name="InitialRate">Initial margin rate, above 0 and at most 1.</param>
/// <param name="MaintenanceRate">Maintenance margin rate, above 0 and at most <paramref name="InitialRate"/>.</param>
/// <param name="MaxLeverage">The most leverage, where the venue states that instead of an initial rate, which is then 1 ÷ leverage; unset otherwise.</param>
public readonly record struct TierRow(decimal Floor, decimal InitialRate, decimal MaintenanceRate, Leverage MaxLeverage = default)
{
    /// <summary>Initial margin of the row on <paramref name="notional"/>, rounded up once.</summary>
    public Money InitialMargin(Money notional) =>
        MaxLeverage == Leverage.Unset ? ExactShare.Of(notional, InitialRate) : MaxLeverage.InitialMargin(notional);
}
