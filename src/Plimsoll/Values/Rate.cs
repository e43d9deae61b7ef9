namespace Plimsoll.Values;

/// <summary>A dimensionless rate in billionths: a margin rate, a fee, a funding rate, a multiple. Signed.</summary>
/// <param name="Nano">The rate times 10^9; 1 % is 10,000,000.</param>
public readonly record struct Rate(long Nano) : IComparable<Rate>
{
    /// <summary>Billionths in one.</summary>
    public const long NanoPerOne = 1_000_000_000;

    /// <summary>Nothing.</summary>
    public static Rate Zero => default;

    /// <summary>The whole: 100 %.</summary>
    public static Rate One => new(NanoPerOne);

    /// <summary>From hundredths of a percent.</summary>
    public static Rate FromBasisPoints(long basisPoints) => new(checked(basisPoints * 100_000));

    /// <summary>From percent.</summary>
    public static Rate FromPercent(long percent) => new(checked(percent * 10_000_000));

    /// <summary>A price moved to the share <paramref name="rate"/> of itself, rounded once.</summary>
    public static Price Of(Price price, Rate rate, Rounding rounding) =>
        new(checked((long)ExactMath.MulDiv(price.Units, rate.Nano, NanoPerOne, rounding)));

    /// <inheritdoc/>
    public int CompareTo(Rate other) => Nano.CompareTo(other.Nano);

    /// <summary>Sum.</summary>
    public static Rate operator +(Rate left, Rate right) => new(checked(left.Nano + right.Nano));

    /// <summary>Difference.</summary>
    public static Rate operator -(Rate left, Rate right) => new(checked(left.Nano - right.Nano));

    /// <summary>Opposite sign.</summary>
    public static Rate operator -(Rate value) => new(checked(-value.Nano));

    /// <summary>Less than.</summary>
    public static bool operator <(Rate left, Rate right) => left.Nano < right.Nano;

    /// <summary>Greater than.</summary>
    public static bool operator >(Rate left, Rate right) => left.Nano > right.Nano;

    /// <summary>At most.</summary>
    public static bool operator <=(Rate left, Rate right) => left.Nano <= right.Nano;

    /// <summary>At least.</summary>
    public static bool operator >=(Rate left, Rate right) => left.Nano >= right.Nano;

    /// <summary>In percent, exactly: 25,000,000 billionths are <c>2.5 %</c>. For messages; a program reads <see cref="Nano"/>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Nano / 10_000_000m:0.#######} %");
}
