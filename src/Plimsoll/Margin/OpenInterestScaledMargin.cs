using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Margin in whole quote units whose initial rate rises to the full notional as open interest nears its cap.</summary>
/// <remarks>
/// Source: docs of dYdX v4, liquidity tiers. The rate is rounded down to a part per million, both margins up to a unit.
/// Maintenance margin is a share of the initial margin at the quiet rate: a crowded market makes opening dearer and liquidates nobody.
/// </remarks>
public static class OpenInterestScaledMargin
{
    /// <summary>The initial margin rate in parts per million.</summary>
    /// <param name="rates">The market's rates.</param>
    /// <param name="openInterest">The market's open interest in quote units, not negative.</param>
    public static BigInteger InitialRate(OpenInterestScaledRates rates, BigInteger openInterest)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.UpperCap.IsZero || openInterest <= rates.LowerCap)
        {
            return rates.InitialPpm;
        }

        if (openInterest >= rates.UpperCap)
        {
            return WholeMath.Million;
        }

        var room = WholeMath.Million - rates.InitialPpm;
        return rates.InitialPpm + WholeMath.Divide(room * (openInterest - rates.LowerCap), rates.UpperCap - rates.LowerCap, Rounding.Floor);
    }

    /// <summary>Initial margin of a notional (not negative) at a rate in parts per million.</summary>
    public static BigInteger Initial(BigInteger notional, BigInteger ratePpm) =>
        WholeMath.PartsPerMillion(notional, ratePpm, Rounding.Ceiling);

    /// <summary>Maintenance margin of a notional (not negative).</summary>
    public static BigInteger Maintenance(BigInteger notional, BigInteger initialPpm, BigInteger maintenanceFractionPpm) =>
        WholeMath.PartsPerMillion(Initial(notional, initialPpm), maintenanceFractionPpm, Rounding.Ceiling);

    /// <summary>Both margins of a position.</summary>
    /// <param name="size">Signed size in base units.</param>
    /// <param name="price">Oracle price and the units around it.</param>
    /// <param name="rates">The market's rates.</param>
    /// <param name="openInterest">The market's open interest in base units, not negative.</param>
    public static (BigInteger Initial, BigInteger Maintenance) Of(
        BigInteger size,
        ScaledPrice price,
        OpenInterestScaledRates rates,
        BigInteger openInterest
    )
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(rates);
        var notional = BigInteger.Abs(price.Notional(size));
        return (
            Initial(notional, InitialRate(rates, price.Notional(openInterest))),
            Maintenance(notional, rates.InitialPpm, rates.MaintenanceFractionPpm)
        );
    }
}
