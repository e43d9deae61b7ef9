using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Rates that grow in a straight line with the size of the position: rate = base + slope · size.</summary>
/// <remarks>
/// Size is counted in the underlying. Margin = notional · rate, at the index or at the mark; no venue is known to stop at the notional, so
/// that a very large position needs more than it is worth, unless the cap is asked for. More than ten times the notional is not carried: it is
/// <see cref="MarginSchedule.MostRequired"/>, which estimates refuse.
/// Source: Deribit, standard margin of futures (notice of 11 January 2022; Linear Perpetual).
/// </remarks>
public sealed class AffineSchedule : MarginSchedule
{
    /// <summary>Ten times the notional is the most that is carried.</summary>
    private const decimal MostRate = 10;

    /// <summary>Builds a schedule.</summary>
    /// <param name="initialBase">Initial margin rate of the smallest position, above 0 and at most 1.</param>
    /// <param name="maintenanceBase">Maintenance margin rate of the smallest position, above 0 and at most <paramref name="initialBase"/>.</param>
    /// <param name="slope">What both rates grow by for each unit of the underlying; not negative.</param>
    /// <param name="isAtIndex">Whether notional is taken at the index price rather than at the mark.</param>
    /// <param name="isCappedAtNotional">Whether margin is never more than the notional.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public AffineSchedule(decimal initialBase, decimal maintenanceBase, decimal slope, bool isAtIndex, bool isCappedAtNotional = false)
    {
        if (maintenanceBase <= 0 || initialBase < maintenanceBase || initialBase > 1 || slope < 0)
        {
            throw new ArgumentException(
                "Rates must lie above 0 and at most at 1, initial not below maintenance, and the slope must not be negative.",
                nameof(initialBase)
            );
        }

        (InitialBase, MaintenanceBase, Slope) = (initialBase, maintenanceBase, slope);
        (IsAtIndex, IsCappedAtNotional) = (isAtIndex, isCappedAtNotional);
    }

    /// <summary>Initial margin rate of the smallest position.</summary>
    public decimal InitialBase { get; }

    /// <summary>Maintenance margin rate of the smallest position.</summary>
    public decimal MaintenanceBase { get; }

    /// <summary>What both rates grow by for each unit of the underlying.</summary>
    public decimal Slope { get; }

    /// <summary>Whether notional is taken at the index price.</summary>
    public bool IsAtIndex { get; }

    /// <summary>Whether margin is never more than the notional.</summary>
    public bool IsCappedAtNotional { get; }

    /// <inheritdoc/>
    public override bool NeedsIndex => IsAtIndex;

    /// <inheritdoc/>
    public override bool RisesWithNotional => !IsAtIndex;

    /// <inheritdoc/>
    public override Rate LeastInitialRate => DecimalRates.Up(InitialBase);

    /// <inheritdoc/>
    /// <remarks>None where it grows with the size: each size would have one of its own.</remarks>
    public override Rate? MaintenanceRateUpTo(Contract contract, Quantity quantity, Money most) =>
        IsAtIndex || Slope != 0 ? null : DecimalRates.Up(MaintenanceBase);

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    ) =>
        Margin(
            contract,
            position.Quantity,
            market,
            IsAtIndex && market.Index != market.Mark ? null : notional,
            MaintenanceBase,
            Leverage.Unset,
            terms
        );

    /// <inheritdoc/>
    protected override Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    ) => Margin(contract, exposure, market, null, InitialBase, position.Leverage, terms);

    private Money Margin(
        Contract contract,
        Quantity exposure,
        in MarketPoint market,
        Money? known,
        decimal start,
        Leverage leverage,
        MarginTerms? terms
    )
    {
        var scale = new RealScale(contract);
        var price = IsAtIndex ? market.Index : market.Mark;
        var notional = known ?? contract.Notional(exposure, price);
        var rate = RateOf(start, scale.IsInverse ? scale.Of(notional) : scale.Size(exposure, price));
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add(IsAtIndex ? "index price" : "mark price", price);
            terms.Add("notional", notional);
            var asked = Math.Max(rate ?? MostRate, leverage.ToDecimalRate());
            terms.Add("rate", IsCappedAtNotional ? Math.Min(1, asked) : asked);
        }

        var margin = Money.Max(rate is { } share ? ExactShare.Of(notional, share) : MostRequired, leverage.InitialMargin(notional));
        return IsCappedAtNotional ? Money.Min(notional, margin) : margin;
    }

    /// <summary>What the start and the size come to; null where that is beyond what is carried.</summary>
    private decimal? RateOf(decimal start, decimal size) =>
        Slope == 0 ? start
        : IsCappedAtNotional && size > (1 - start) / Slope ? 1
        : size > (MostRate - start) / Slope ? null
        : start + (Slope * size);
}
