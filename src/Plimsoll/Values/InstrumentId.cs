namespace Plimsoll.Values;

/// <summary>An instrument, by its dense number at the venue (0 … 4095).</summary>
/// <param name="Value">The number.</param>
public readonly record struct InstrumentId(ushort Value) : IComparable<InstrumentId>
{
    /// <summary>How many instruments a venue may list.</summary>
    public const int Limit = 4096;

    /// <inheritdoc/>
    public int CompareTo(InstrumentId other) => Value.CompareTo(other.Value);
}
