using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Another schedule whose maintenance margin is multiplied, to find where a venue liquidates that does so above it. For estimates; the engine's line is maintenance margin.</summary>
/// <remarks>Source: Binance portfolio margin, which liquidates at a uniMMR of 105 %.</remarks>
/// <param name="inner">The schedule proper.</param>
/// <param name="multiple">The multiple of maintenance margin, at least 1.</param>
public sealed class LineSchedule(MarginSchedule inner, decimal multiple) : MarginSchedule
{
    /// <inheritdoc/>
    public override bool IsEmpty => inner.IsEmpty;

    /// <inheritdoc/>
    public override bool NeedsIndex => inner.NeedsIndex;

    /// <inheritdoc/>
    public override bool NeedsOpenInterest => inner.NeedsOpenInterest;

    /// <inheritdoc/>
    public override bool AreOrdersInMaintenance => inner.AreOrdersInMaintenance;

    /// <inheritdoc/>
    public override Rate LeastInitialRate => inner.LeastInitialRate;

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    ) => ExactShare.Of(inner.Maintenance(contract, position, market, notional, terms), multiple);

    /// <inheritdoc/>
    public override Money Initial(Contract contract, in PositionLine position, in MarketPoint market, MarginTerms? terms) =>
        inner.Initial(contract, position, market, terms);

    /// <inheritdoc/>
    protected override Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    ) => throw new NotSupportedException("Initial margin goes through the inner schedule.");
}
