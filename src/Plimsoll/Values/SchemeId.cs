namespace Plimsoll.Values;

/// <summary>A scheme of portfolio margin, by its dense number at the venue (1 … 255); zero is standard margin.</summary>
/// <param name="Value">The number.</param>
public readonly record struct SchemeId(ushort Value) : IComparable<SchemeId>
{
    /// <summary>How many numbers there are, that of standard margin counted.</summary>
    public const int Limit = 256;

    /// <summary>Standard margin: each position by itself.</summary>
    public static SchemeId Standard => default;

    /// <inheritdoc/>
    public int CompareTo(SchemeId other) => Value.CompareTo(other.Value);
}
