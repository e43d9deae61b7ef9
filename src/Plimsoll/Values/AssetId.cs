namespace Plimsoll.Values;

/// <summary>An asset, by its dense number at the venue (0 … 63).</summary>
/// <param name="Value">The number.</param>
public readonly record struct AssetId(byte Value) : IComparable<AssetId>
{
    /// <summary>How many assets a venue may list.</summary>
    public const int Limit = 64;

    /// <inheritdoc/>
    public int CompareTo(AssetId other) => Value.CompareTo(other.Value);
}
