using System.Numerics;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>An initial rate that rises to the full notional as the market's open interest nears its cap; maintenance is a share of the quiet initial margin.</summary>
/// <remarks>Source: dYdX v4, liquidity tiers; see <see cref="OpenInterestScaledMargin"/>, which does the computing.</remarks>
public sealed class OpenInterestSchedule : MarginSchedule
{
    /// <summary>Builds a schedule.</summary>
    /// <param name="initial">Initial margin rate in quiet times, above 0 and at most 1; whole parts per million.</param>
    /// <param name="maintenanceShare">Maintenance margin as a share of it, above 0 and at most 1; whole parts per million.</param>
    /// <param name="lowerCap">Open interest up to which the quiet rate holds, in the settlement asset, not negative.</param>
    /// <param name="upperCap">Open interest from which the full notional is asked, above <paramref name="lowerCap"/>; zero: the rate never grows.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public OpenInterestSchedule(decimal initial, decimal maintenanceShare, decimal lowerCap, decimal upperCap)
    {
        if (initial is <= 0 or > 1 || maintenanceShare is <= 0 or > 1 || !IsPpm(initial) || !IsPpm(maintenanceShare))
        {
            throw new ArgumentException("Rate and share must lie above 0 and at most at 1, in whole parts per million.", nameof(initial));
        }

        if (lowerCap < 0 || (upperCap != 0 && upperCap <= lowerCap))
        {
            throw new ArgumentException("The upper cap must lie above the lower one, or be 0 for none.", nameof(upperCap));
        }

        (InitialRate, MaintenanceShare, LowerCap, UpperCap) = (initial, maintenanceShare, lowerCap, upperCap);
    }

    /// <summary>Initial margin rate in quiet times.</summary>
    public decimal InitialRate { get; }

    /// <summary>Maintenance margin as a share of the quiet initial margin.</summary>
    public decimal MaintenanceShare { get; }

    /// <summary>Open interest up to which the quiet rate holds, in the settlement asset.</summary>
    public decimal LowerCap { get; }

    /// <summary>Open interest from which the full notional is asked; zero for none.</summary>
    public decimal UpperCap { get; }

    /// <inheritdoc/>
    public override bool NeedsOpenInterest => true;

    /// <inheritdoc/>
    public override Rate LeastInitialRate => DecimalRates.Up(InitialRate);

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    )
    {
        if (terms is not null)
        {
            terms.Add("exposure", position.Quantity);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", InitialRate * MaintenanceShare);
        }

        return new((Int128)OpenInterestScaledMargin.Maintenance(notional.Units, Ppm(InitialRate), Ppm(MaintenanceShare)));
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
        var notional = contract.Notional(exposure, market.Mark);
        var openInterest = contract.Notional(market.OpenInterest, market.Mark);
        var rates = new OpenInterestScaledRates(Ppm(InitialRate), Ppm(MaintenanceShare), Units(scale, LowerCap), Units(scale, UpperCap));
        var ppm = OpenInterestScaledMargin.InitialRate(rates, openInterest.Units);
        var scaled = new Money((Int128)OpenInterestScaledMargin.Initial(notional.Units, ppm));
        var chosen = position.Leverage.InitialMargin(notional);
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("open interest", openInterest);
            terms.Add("rate", Math.Max((decimal)ppm / 1_000_000, position.Leverage.ToDecimalRate()));
        }

        return Money.Max(scaled, chosen);
    }

    private static bool IsPpm(decimal rate) => rate * 1_000_000 == decimal.Truncate(rate * 1_000_000);

    private static BigInteger Ppm(decimal rate) => (BigInteger)(rate * 1_000_000);

    private static BigInteger Units(RealScale scale, decimal amount) => scale.Required(amount).Units;
}
