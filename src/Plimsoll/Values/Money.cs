using System.Numerics;
using System.Runtime.CompilerServices;

namespace Plimsoll.Values;

/// <summary>An exact amount of one asset, signed: positive is in the account's favour.</summary>
/// <remarks>
/// Units are the asset's smallest; the scale belongs to the asset, and which asset it is to whatever holds the amount.
/// 128 bits, checked: a wrapped balance would be a silent transfer of funds (ADR-0001). <c>default</c> is zero.
/// </remarks>
/// <param name="Units">The amount in the asset's smallest unit.</param>
public readonly record struct Money(Int128 Units)
    : IComparable<Money>,
        IAdditionOperators<Money, Money, Money>,
        ISubtractionOperators<Money, Money, Money>,
        IUnaryNegationOperators<Money, Money>,
        IComparisonOperators<Money, Money, bool>
{
    /// <summary>Nothing.</summary>
    public static Money Zero => default;

    /// <summary>Whether the amount is below zero.</summary>
    public bool IsNegative => Units < 0;

    /// <summary>Whether the amount is above zero.</summary>
    public bool IsPositive => Units > 0;

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => Units == 0;

    /// <summary>The amount without its sign.</summary>
    public Money Abs() => Units < 0 ? new(checked(-Units)) : this;

    /// <summary>The share <paramref name="rate"/> of this amount, rounded once.</summary>
    public Money Scale(Rate rate, Rounding rounding) => new(ExactMath.Share(Units, rate.Nano, rounding));

    /// <summary>The smaller of two amounts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Money Min(Money left, Money right) => left.Units <= right.Units ? left : right;

    /// <summary>The larger of two amounts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Money Max(Money left, Money right) => left.Units >= right.Units ? left : right;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Units.CompareTo(other.Units);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Money operator +(Money left, Money right) => new(checked(left.Units + right.Units));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Money operator -(Money left, Money right) => new(checked(left.Units - right.Units));

    /// <inheritdoc/>
    public static Money operator -(Money value) => new(checked(-value.Units));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(Money left, Money right) => left.Units < right.Units;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(Money left, Money right) => left.Units > right.Units;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(Money left, Money right) => left.Units <= right.Units;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(Money left, Money right) => left.Units >= right.Units;

    /// <summary>The bare units, for debugging.</summary>
    public override string ToString() => Units.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
