using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Instruments;

/// <summary>The arithmetic of one instrument: from price and quantity to money, exactly.</summary>
/// <remarks>
/// <para>Linear, quanto and options: value = quantity · price · multiplier. Inverse: value = −quantity · multiplier ÷ price.</para>
/// <para>The decimals of price, quantity, multiplier and asset collapse into one fraction, fixed at listing. Source: docs/spec/0002-instruments.md (INST-001 … INST-006).</para>
/// </remarks>
public sealed class Contract
{
    private readonly long _numerator;
    private readonly long _denominator;

    /// <summary>Derives the fraction from parameters already validated.</summary>
    /// <param name="parameters">The instrument.</param>
    /// <param name="settlementDecimals">Decimals of its settlement asset.</param>
    /// <exception cref="ArgumentException">The scales cannot be carried exactly.</exception>
    public Contract(InstrumentParameters parameters, int settlementDecimals)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        SettlementDecimals = settlementDecimals;
        IsInverse = parameters.IsInverse;
        if (!TryFraction(parameters, settlementDecimals, out _numerator, out _denominator))
        {
            throw new ArgumentException("Multiplier and decimals do not collapse into a fraction of 64-bit numbers.", nameof(parameters));
        }
    }

    /// <summary>The instrument's parameters.</summary>
    public InstrumentParameters Parameters { get; }

    /// <summary>Decimals of the settlement asset.</summary>
    public int SettlementDecimals { get; }

    /// <summary>Whether value runs with one over the price.</summary>
    public bool IsInverse { get; }

    /// <summary>What a unit of quantity times a unit of price is worth, as a fraction in lowest terms; for inverse what a unit of quantity over a unit of price is.</summary>
    public long Numerator => _numerator;

    /// <summary>Of the same fraction, above zero.</summary>
    public long Denominator => _denominator;

    /// <summary>Whether one tick of price on one lot is a whole number of money units (always true for inverse, where it cannot be asked).</summary>
    public bool TickTimesLotIsWhole =>
        IsInverse || (Int128)Parameters.TickSize.Units * Parameters.LotSize.Units % _denominator * _numerator % _denominator == 0;

    /// <summary>Whether one lot at one tick is worth at most 10^36 units, which 128 bits carry with room (always true for inverse, where a tick is the dearest price of all).</summary>
    internal bool IsLotWithinReach =>
        IsInverse || (BigInteger)Parameters.TickSize.Units * Parameters.LotSize.Units * _numerator / _denominator <= BigInteger.Pow(10, 36);

    /// <summary>The signed value of <paramref name="quantity"/> at <paramref name="price"/> in settlement units; rises with the price for a long.</summary>
    /// <param name="quantity">Signed quantity.</param>
    /// <param name="price">A positive price.</param>
    /// <param name="rounding">Direction of the one rounding, applied to the signed value.</param>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public Money Value(Quantity quantity, Price price, Rounding rounding)
    {
        if (IsInverse)
        {
            return new(InverseValue(-(Int128)quantity.Units, price, rounding));
        }

        var product = Math.BigMul(quantity.Units, price.Units);
        return new(
            _denominator == 1 ? ExactMath.Multiply(product, _numerator) : ExactMath.MulDiv(product, _numerator, _denominator, rounding)
        );
    }

    /// <summary>The unsigned value at a price, rounded up: what margin and fees are charged on.</summary>
    public Money Notional(Quantity quantity, Price price) =>
        IsInverse ? new(InverseValue(Int128.Abs(quantity.Units), price, Rounding.Ceiling)) : Value(quantity.Abs(), price, Rounding.Ceiling);

    /// <summary>The price at which <paramref name="quantity"/> is worth <paramref name="value"/>; not positive or out of range is no price.</summary>
    /// <param name="quantity">Signed quantity, not zero.</param>
    /// <param name="value">Signed value in settlement units.</param>
    /// <param name="rounding">Direction in which the price is rounded to its unit.</param>
    /// <returns>The price, or <c>default</c> when none exists (≤ 0, above <see cref="Price.MaxUnits"/>, or infinite for inverse). Allocates for values beyond 64 bits.</returns>
    public Price PriceAtValue(Quantity quantity, Money value, Rounding rounding)
    {
        // Linear: p = v·D ÷ (q·N). Inverse: p = −q·N ÷ (v·D).
        if (value.Units >= long.MinValue && value.Units <= long.MaxValue)
        {
            return PriceAtShortValue(Math.BigMul(quantity.Units, _numerator), Math.BigMul((long)value.Units, _denominator), rounding);
        }

        // Of unlimited size, since any value may be asked for.
        var ownSide = (BigInteger)quantity.Units * _numerator;
        var otherSide = (BigInteger)value.Units * _denominator;
        var (dividend, divisor) = IsInverse ? (-ownSide, otherSide) : (otherSide, ownSide);
        if (divisor.IsZero)
        {
            return default;
        }

        // Rounding takes a positive divisor.
        var units = ExactMath.DivideUnlimited(dividend * divisor.Sign, BigInteger.Abs(divisor), rounding);
        return units <= 0 || units > Price.MaxUnits ? default : new((long)units);
    }

    private Price PriceAtShortValue(Int128 ownSide, Int128 otherSide, Rounding rounding)
    {
        var (dividend, divisor) = IsInverse ? (-ownSide, otherSide) : (otherSide, ownSide);
        if (divisor == 0)
        {
            return default;
        }

        var units = divisor > 0 ? ExactMath.Divide(dividend, divisor, rounding) : ExactMath.Divide(-dividend, -divisor, rounding);
        return units <= 0 || units > Price.MaxUnits ? default : new((long)units);
    }

    private Int128 InverseValue(Int128 quantity, Price price, Rounding rounding)
    {
        var faceValue = checked(quantity * _numerator);
        return _denominator == 1
            ? ExactMath.Divide(faceValue, price.Units, rounding)
            : ExactMath.Divide(faceValue, checked((Int128)_denominator * price.Units), rounding);
    }

    /// <summary>Collapses multiplier and all decimals into one fraction in lowest terms; false when it does not fit.</summary>
    internal static bool TryFraction(InstrumentParameters parameters, int settlementDecimals, out long numerator, out long denominator)
    {
        (numerator, denominator) = (0, 1);
        var exponent = settlementDecimals - parameters.QuantityDecimals - parameters.MultiplierDecimals;
        exponent += parameters.IsInverse ? parameters.PriceDecimals : -parameters.PriceDecimals;
        if (exponent is < -18 or > 18)
        {
            return false;
        }

        var above = (Int128)parameters.Multiplier * ExactMath.PowerOfTen(Math.Max(exponent, 0));
        var below = (Int128)ExactMath.PowerOfTen(Math.Max(-exponent, 0));
        var common = GreatestCommonDivisor(above, below);
        if (above / common > long.MaxValue)
        {
            return false;
        }

        (numerator, denominator) = ((long)(above / common), (long)(below / common));
        return true;
    }

    private static Int128 GreatestCommonDivisor(Int128 left, Int128 right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
