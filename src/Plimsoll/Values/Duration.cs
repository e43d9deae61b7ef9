namespace Plimsoll.Values;

/// <summary>A length of time in nanoseconds.</summary>
/// <param name="Nanoseconds">Nanoseconds.</param>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    /// <summary>From whole seconds.</summary>
    public static Duration FromSeconds(long seconds) => new(checked(seconds * 1_000_000_000));

    /// <summary>From whole minutes.</summary>
    public static Duration FromMinutes(long minutes) => FromSeconds(checked(minutes * 60));

    /// <summary>From whole hours.</summary>
    public static Duration FromHours(long hours) => FromMinutes(checked(hours * 60));

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Shorter than.</summary>
    public static bool operator <(Duration left, Duration right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Longer than.</summary>
    public static bool operator >(Duration left, Duration right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>At most.</summary>
    public static bool operator <=(Duration left, Duration right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>At least.</summary>
    public static bool operator >=(Duration left, Duration right) => left.Nanoseconds >= right.Nanoseconds;
}
