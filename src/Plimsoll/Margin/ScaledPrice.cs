using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>A price as a whole number with an exponent, and the units of both sides, as chains keep it.</summary>
/// <param name="Mantissa">The price's digits, above zero.</param>
/// <param name="Exponent">The price is the mantissa times ten to this power.</param>
/// <param name="BaseResolution">A base unit is ten to this power of the base asset.</param>
/// <param name="QuoteResolution">A quote unit is ten to this power of the quote asset.</param>
public sealed record ScaledPrice(BigInteger Mantissa, int Exponent, int BaseResolution, int QuoteResolution)
{
    /// <summary>The signed notional of a size in base units, in quote units, cut toward zero.</summary>
    public BigInteger Notional(BigInteger size) => WholeMath.Scale(Mantissa * size, Exponent + BaseResolution - QuoteResolution);
}
