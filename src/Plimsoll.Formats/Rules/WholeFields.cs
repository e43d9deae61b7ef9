using System.Numerics;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Rules;

/// <summary>Shapes and readings of whole numbers larger than 64 bits, as chains use them.</summary>
internal static class WholeFields
{
    /// <summary>Any whole number.</summary>
    public static NumberShape Any { get; } = new() { IsWhole = true };

    /// <summary>A whole number, zero or more.</summary>
    public static NumberShape NotNegative { get; } = new() { Min = 0, IsWhole = true };

    /// <summary>A whole number above zero.</summary>
    public static NumberShape Positive { get; } = new() { Min = 1, IsWhole = true };

    /// <summary>A share of one in parts per million.</summary>
    public static NumberShape SharePpm { get; } = NumberShape.Whole(0, 1_000_000);

    /// <summary>Decimals of a token.</summary>
    public static NumberShape Decimals { get; } = NumberShape.Whole(0, 24);

    /// <summary>A whole number of a field that must be there.</summary>
    public static BigInteger Integer(this Fields fields, string name) => (BigInteger)fields.Number(name);

    /// <summary>A whole number, or what holds without it.</summary>
    public static BigInteger Integer(this Fields fields, string name, decimal otherwise) => (BigInteger)fields.Number(name, otherwise);
}
