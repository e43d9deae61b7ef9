using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Ratios that grow with a position's share of the market's depth, and a least margin for every position.</summary>
/// <remarks>Source: Synthetix v3, perps market; see <see cref="SkewScaledMargin"/>, which does the computing.</remarks>
public sealed class SkewScaledSchedule : MarginSchedule
{
    /// <summary>Builds a schedule.</summary>
    /// <param name="ratios">Depth and fractions, above zero or not negative as their meaning says; the maintenance scalar at most 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public SkewScaledSchedule(SkewScaledRatios ratios)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        if (ratios.SkewScale <= 0 || ratios.InitialFraction < 0 || ratios.MinInitialRatio <= 0 || ratios.MinPositionMargin < 0)
        {
            throw new ArgumentException("Depth and least ratio must be above 0, fraction and least margin not below.", nameof(ratios));
        }

        if (ratios.MaintenanceScalar is <= 0 or > 1)
        {
            throw new ArgumentException("The maintenance scalar must lie above 0 and at most at 1.", nameof(ratios));
        }

        Ratios = ratios;
    }

    /// <summary>Depth and fractions.</summary>
    public SkewScaledRatios Ratios { get; }

    /// <inheritdoc/>
    public override Rate LeastInitialRate => DecimalRates.Up(Math.Min(1, Ratios.MinInitialRatio));

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    )
    {
        var scale = new RealScale(contract);
        var size = scale.Size(position.Quantity, market.Mark);
        return Margin(scale, position.Quantity, market, notional, SkewScaledMargin.Ratios(size, Ratios).Maintenance, terms);
    }

    /// <inheritdoc/>
    protected override Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        var scale = new RealScale(contract);
        var ratio = SkewScaledMargin.Ratios(scale.Size(exposure, market.Mark), Ratios).Initial;
        var notional = contract.Notional(exposure, market.Mark);
        if (position.Leverage.ToDecimalRate() <= ratio || exposure.IsZero)
        {
            return Margin(scale, exposure, market, notional, ratio, terms);
        }

        _ = Margin(scale, exposure, market, notional, position.Leverage.ToDecimalRate(), terms);
        return position.Leverage.InitialMargin(notional) + scale.Required(Ratios.MinPositionMargin);
    }

    private Money Margin(RealScale scale, Quantity exposure, in MarketPoint market, Money notional, decimal ratio, MarginTerms? terms)
    {
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", ratio);
            terms.Add("least margin of a position", Ratios.MinPositionMargin);
        }

        return exposure.IsZero ? Money.Zero : scale.Required(RealScale.Product(scale.Of(notional), ratio) + Ratios.MinPositionMargin);
    }
}
