namespace Plimsoll.Values;

/// <summary>A signed number of contracts (or of the base asset, for spot) in units of 10^-decimals of the instrument: above zero is long.</summary>
/// <param name="Units">The quantity in units; at most <see cref="MaxUnits"/> either way where it enters the engine.</param>
public readonly record struct Quantity(long Units) : IComparable<Quantity>
{
    /// <summary>The largest quantity that may enter: 10^15 units.</summary>
    public const long MaxUnits = 1_000_000_000_000_000;

    /// <summary>No contracts.</summary>
    public static Quantity Zero => default;

    /// <summary>Whether there is none.</summary>
    public bool IsZero => Units == 0;

    /// <summary>-1 short, 0 flat, 1 long.</summary>
    public int Sign => Math.Sign(Units);

    /// <summary>The size without its side.</summary>
    public Quantity Abs() => new(checked(Math.Abs(Units)));

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Units.CompareTo(other.Units);

    /// <summary>Sum.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => new(checked(left.Units + right.Units));

    /// <summary>Difference.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => new(checked(left.Units - right.Units));

    /// <summary>The opposite side.</summary>
    public static Quantity operator -(Quantity value) => new(checked(-value.Units));

    /// <summary>Less than.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.Units < right.Units;

    /// <summary>Greater than.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.Units > right.Units;

    /// <summary>At most.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.Units <= right.Units;

    /// <summary>At least.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.Units >= right.Units;

    /// <summary>The bare units, for debugging.</summary>
    public override string ToString() => Units.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
