using System.Numerics;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Ratios that grow with the root of a position's size in the underlying: what a market's depth can take does too.</summary>
/// <remarks>Source: Drift v2, margin; see <see cref="RootScaledMargin"/>, which does the computing. The requirement is rounded up here, where Drift cuts it.</remarks>
public sealed class RootScaledSchedule : MarginSchedule
{
    private const decimal SizeUnits = 1_000_000_000;
    private const decimal RatioUnits = 10_000;
    private static readonly BigInteger MostRatio = BigInteger.Pow(10, 28);
    private readonly RootScaledRatios _ratios;

    /// <summary>Builds a schedule.</summary>
    /// <param name="initial">Initial margin ratio of a small position, above 0 and at most 1; whole ten-thousandths.</param>
    /// <param name="maintenance">Maintenance margin ratio of a small position, above 0 and at most <paramref name="initial"/>; whole ten-thousandths.</param>
    /// <param name="sizeFactor">How fast both grow with the root of the size, in millionths; a whole number, not negative.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public RootScaledSchedule(decimal initial, decimal maintenance, decimal sizeFactor)
    {
        if (
            maintenance <= 0
            || initial < maintenance
            || initial > 1
            || !IsWhole(initial * RatioUnits)
            || !IsWhole(maintenance * RatioUnits)
        )
        {
            throw new ArgumentException(
                "Ratios must lie above 0 and at most at 1 in whole ten-thousandths, initial not below maintenance.",
                nameof(initial)
            );
        }

        if (sizeFactor < 0 || !IsWhole(sizeFactor))
        {
            throw new ArgumentException("The size factor is a whole number of millionths, not negative.", nameof(sizeFactor));
        }

        (InitialRatio, MaintenanceRatio, SizeFactor) = (initial, maintenance, sizeFactor);
        _ratios = new((BigInteger)(initial * RatioUnits), (BigInteger)(maintenance * RatioUnits), 0, 0, (BigInteger)sizeFactor);
    }

    /// <summary>Initial margin ratio of a small position.</summary>
    public decimal InitialRatio { get; }

    /// <summary>Maintenance margin ratio of a small position.</summary>
    public decimal MaintenanceRatio { get; }

    /// <summary>How fast both grow with the root of the size, in millionths.</summary>
    public decimal SizeFactor { get; }

    /// <inheritdoc/>
    public override Rate LeastInitialRate => DecimalRates.Up(InitialRatio);

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    ) => Margin(contract, position.Quantity, market, notional, MarginLevel.Maintenance, Leverage.Unset, terms);

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
        return Margin(contract, exposure, market, contract.Notional(exposure, market.Mark), MarginLevel.Initial, position.Leverage, terms);
    }

    private Money Margin(
        Contract contract,
        Quantity exposure,
        in MarketPoint market,
        Money notional,
        MarginLevel level,
        Leverage leverage,
        MarginTerms? terms
    )
    {
        var scale = new RealScale(contract);
        var size = (BigInteger)decimal.Ceiling(RealScale.Product(scale.Size(exposure, market.Mark), SizeUnits));
        var grown = (decimal)BigInteger.Min(MostRatio, RootScaledMargin.Ratio(size, level, isHighLeverage: false, _ratios)) / RatioUnits;
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", Math.Max(grown, leverage.ToDecimalRate()));
        }

        return Money.Max(scale.Required(RealScale.Product(scale.Of(notional), grown)), leverage.InitialMargin(notional));
    }

    private static bool IsWhole(decimal number) => number == decimal.Truncate(number);
}
