namespace Plimsoll.Values;

/// <summary>A price in units of 10^-decimals, where the decimals belong to the instrument or index it is a price of.</summary>
/// <remarks>64 bits, at most <see cref="MaxUnits"/> where it enters the engine. <c>default</c> is zero, which stands for "no price".</remarks>
/// <param name="Units">The price in units.</param>
public readonly record struct Price(long Units) : IComparable<Price>
{
    /// <summary>The largest price that may enter: 10^15 units, so that every product below fits 128 bits.</summary>
    public const long MaxUnits = 1_000_000_000_000_000;

    /// <summary>Whether there is a price at all.</summary>
    public bool IsPositive => Units > 0;

    /// <inheritdoc/>
    public int CompareTo(Price other) => Units.CompareTo(other.Units);

    /// <summary>Less than.</summary>
    public static bool operator <(Price left, Price right) => left.Units < right.Units;

    /// <summary>Greater than.</summary>
    public static bool operator >(Price left, Price right) => left.Units > right.Units;

    /// <summary>At most.</summary>
    public static bool operator <=(Price left, Price right) => left.Units <= right.Units;

    /// <summary>At least.</summary>
    public static bool operator >=(Price left, Price right) => left.Units >= right.Units;

    /// <summary>The bare units, for debugging.</summary>
    public override string ToString() => Units.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
