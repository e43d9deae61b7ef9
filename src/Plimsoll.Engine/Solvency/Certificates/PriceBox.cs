using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>From which to which price a certificate holds.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
internal readonly record struct PriceBox(Price Low, Price High)
{
    /// <summary>Shares of a price are counted in parts of this.</summary>
    public const long Whole = 1 << 20;

    /// <summary>A box around a price.</summary>
    /// <param name="price">Above zero.</param>
    /// <param name="harmful">How far it reaches to the harmful side, in parts of <see cref="Whole"/>; at most half.</param>
    /// <param name="favourable">How far to the other side; a fall is at most three quarters.</param>
    /// <param name="isFallHarmful">Whether falling harms.</param>
    /// <param name="most">The highest price that may be.</param>
    public static PriceBox Around(Price price, long harmful, long favourable, bool isFallHarmful, Price most)
    {
        var (down, up) = isFallHarmful ? (harmful, favourable) : (Math.Min(favourable, Whole * 3 / 4), harmful);
        var low = price.Units - (long)((Int128)price.Units * down / Whole);
        var high = Int128.Min(most.Units, price.Units + ((Int128)price.Units * up / Whole));
        return new(new(Math.Max(1, low)), new((long)Int128.Max(price.Units, high)));
    }
}
