namespace Plimsoll.Values;

/// <summary>An index price, by its dense number at the venue (0 … 1023).</summary>
/// <param name="Value">The number.</param>
public readonly record struct IndexId(ushort Value) : IComparable<IndexId>
{
    /// <summary>How many indices a venue may list.</summary>
    public const int Limit = 1024;

    /// <inheritdoc/>
    public int CompareTo(IndexId other) => Value.CompareTo(other.Value);
}
