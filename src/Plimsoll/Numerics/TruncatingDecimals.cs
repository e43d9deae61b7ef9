using System.Numerics;

namespace Plimsoll.Numerics;

/// <summary>Decimal arithmetic that cuts products and quotients toward zero after a fixed number of places, as contracts of fixed point do.</summary>
/// <remarks>Numbers have 28 digits, so one of 10^12 keeps sixteen places, not eighteen. Pure; throws <see cref="OverflowException"/> beyond 7.9 · 10^28.</remarks>
/// <param name="Places">Decimal places kept, from 0 to 28.</param>
public readonly record struct TruncatingDecimals(int Places)
{
    /// <summary>All the digits a decimal has.</summary>
    public static TruncatingDecimals Widest { get; } = new(28);

    /// <summary>left · right.</summary>
    public decimal Multiply(decimal left, decimal right) => Cut(left * right);

    /// <summary>left ÷ right; right is not zero.</summary>
    public decimal Divide(decimal left, decimal right) => Cut(left / right);

    /// <summary>The places that are kept of a number.</summary>
    public decimal Cut(decimal number) => decimal.Round(number, Places, MidpointRounding.ToZero);

    /// <summary>A kernel's result, the only way back from floating point: its exact value, cut once.</summary>
    /// <param name="number">Finite, below 7.9 · 10^28 in magnitude. A large one keeps as many places as fit.</param>
    public decimal Of(double number)
    {
        if (!double.IsFinite(number))
            throw new OverflowException("Not a finite number.");

        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        var (fraction, power) = exponent == 0 ? (mantissa, -1074) : (mantissa | (1L << 52), exponent - 1075);
        var places = Places;
        var units = Shift(fraction * BigInteger.Pow(10, places), power);
        while (units > MaxUnits && places > 0)
        {
            places--;
            units = Shift(fraction * BigInteger.Pow(10, places), power);
        }

        var whole = decimal.GetBits((decimal)units);
        return new(whole[0], whole[1], whole[2], double.IsNegative(number) && !units.IsZero, (byte)places);
    }

    private static readonly BigInteger MaxUnits = new(decimal.MaxValue);

    private static BigInteger Shift(BigInteger units, int power) => power < 0 ? units >> -power : units << power;
}
