using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>From which to which price a certificate holds.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
internal readonly record struct PriceBox(Price Low, Price High)
{
    /// <summary>Shares of a price are counted in parts of this.</summary>
    public const long Whole = 1 << 20;

    /// <summary>How much further a box reaches where prices help: there only the requirement grows.</summary>
    private const long FavourableMultiple = 4;

    /// <summary>A box around a price.</summary>
    /// <param name="price">Above zero.</param>
    /// <param name="share">How far it reaches to the harmful side, in parts of <see cref="Whole"/>; at most half.</param>
    /// <param name="isFallHarmful">Whether falling harms.</param>
    /// <param name="most">The highest price that may be.</param>
    public static PriceBox Around(Price price, long share, bool isFallHarmful, Price most)
    {
        var (down, up) = isFallHarmful ? (share, share * FavourableMultiple) : (Math.Min(share * FavourableMultiple, Whole * 3 / 4), share);
        var low = price.Units - (long)((Int128)price.Units * down / Whole);
        var high = Int128.Min(most.Units, price.Units + ((Int128)price.Units * up / Whole));
        return new(new(Math.Max(1, low)), new((long)Int128.Max(price.Units, high)));
    }
}
