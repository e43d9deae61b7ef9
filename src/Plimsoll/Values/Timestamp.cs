namespace Plimsoll.Values;

/// <summary>A moment: nanoseconds since 1970-01-01 UTC. It always arrives inside a command.</summary>
/// <param name="Nanoseconds">Nanoseconds since the epoch.</param>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>Later than every moment that may enter.</summary>
    public static Timestamp Never => new(long.MaxValue);

    /// <summary>From milliseconds since the epoch.</summary>
    public static Timestamp FromMilliseconds(long milliseconds) => new(checked(milliseconds * 1_000_000));

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The time from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static Duration operator -(Timestamp left, Timestamp right) => new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>A later moment; saturates at <see cref="Never"/>.</summary>
    public static Timestamp operator +(Timestamp left, Duration right) =>
        left.Nanoseconds > long.MaxValue - right.Nanoseconds ? Never : new(left.Nanoseconds + right.Nanoseconds);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;
}
