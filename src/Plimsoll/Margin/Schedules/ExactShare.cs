using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Shares of an amount at rates of any length, rounded up once.</summary>
/// <remarks>
/// A product of decimals is cut at 28 digits, which may round a requirement up by a unit too many, or down. Integers are not cut.
/// Rates of up to 18 digits take the short way, which does not allocate; longer ones, such as one third, go through numbers of unlimited size.
/// </remarks>
internal static class ExactShare
{
    private const int ShortDigits = 18;

    /// <summary>amount · rate · numerator ÷ denominator, rounded up. Nothing is negative, and the divisor is above zero.</summary>
    public static Money Of(Money amount, decimal rate, long numerator = 1, long denominator = 1)
    {
        var (digits, decimals) = Parts(rate);
        if (decimals <= ShortDigits && digits <= (ulong)long.MaxValue && numerator == 1 && denominator == 1)
        {
            return new(ExactMath.MulDiv(amount.Units, (long)digits, ExactMath.PowerOfTen(decimals), Rounding.Ceiling));
        }

        return Divided((BigInteger)amount.Units * digits * numerator, BigInteger.Pow(10, decimals) * denominator);
    }

    /// <summary>amount · rate − deduction, rounded up, never negative.</summary>
    /// <param name="amount">An amount, not negative.</param>
    /// <param name="rate">The rate.</param>
    /// <param name="deduction">In whole units of the asset.</param>
    /// <param name="assetDecimals">Decimals of the asset.</param>
    public static Money Less(Money amount, decimal rate, decimal deduction, int assetDecimals)
    {
        if (deduction == 0)
        {
            return Of(amount, rate);
        }

        var (digits, decimals) = Parts(deduction);
        if (decimals <= assetDecimals && digits <= (ulong)long.MaxValue)
        {
            // A whole number of units comes off after rounding as well as before.
            return Money.Max(
                Money.Zero,
                Of(amount, rate) - new Money(Math.BigMul((long)digits, ExactMath.PowerOfTen(assetDecimals - decimals)))
            );
        }

        var (rateDigits, rateDecimals) = Parts(rate);
        var dividend =
            ((BigInteger)amount.Units * rateDigits * BigInteger.Pow(10, decimals))
            - (digits * BigInteger.Pow(10, assetDecimals + rateDecimals));
        return Divided(dividend, BigInteger.Pow(10, decimals + rateDecimals));
    }

    /// <summary>amount · (rate − deduction ÷ size), rounded up, never negative: a deduction in contracts, each worth its part of the amount.</summary>
    /// <param name="amount">What <paramref name="quantity"/> is worth, not negative.</param>
    /// <param name="rate">The rate.</param>
    /// <param name="deduction">In whole contracts.</param>
    /// <param name="quantity">The position.</param>
    /// <param name="quantityDecimals">Decimals of quantities.</param>
    public static Money LessOfSize(Money amount, decimal rate, decimal deduction, Quantity quantity, int quantityDecimals)
    {
        if (quantity.IsZero)
        {
            return Money.Zero;
        }

        var size = (BigInteger)quantity.Abs().Units;
        var (digits, decimals) = Parts(deduction);
        var (rateDigits, rateDecimals) = Parts(rate);
        var counted = (size * rateDigits * BigInteger.Pow(10, decimals)) - (digits * BigInteger.Pow(10, quantityDecimals + rateDecimals));
        return Divided(amount.Units * counted, size * BigInteger.Pow(10, decimals + rateDecimals));
    }

    private static Money Divided(BigInteger dividend, BigInteger divisor) =>
        dividend.Sign <= 0 ? Money.Zero : new((Int128)ExactMath.DivideUnlimited(dividend, divisor, Rounding.Ceiling));

    /// <summary>A number that is not negative as digits and where the point stands.</summary>
    private static (UInt128 Digits, int Decimals) Parts(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        return unchecked((new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]), (bits[3] >> 16) & 0xFF));
    }
}
