using System.Numerics;

namespace Plimsoll.Marking;

/// <summary>What an instrument's own book says it is worth, in whatever exact number the caller counts.</summary>
/// <remarks>Source: docs/spec/0003-prices.md, "Mark price" (PRIC-030, PRIC-031).</remarks>
internal static class MarketPrice
{
    /// <summary>The last trade held within a spread that is not crossed; the mid without a last trade or with a crossed spread.</summary>
    /// <param name="bid">Best bid, above zero.</param>
    /// <param name="ask">Best ask, above zero.</param>
    /// <param name="mid">Their mean, as the caller rounds it.</param>
    /// <param name="last">Last trade, or zero.</param>
    public static T LastWithinSpread<T>(T bid, T ask, T mid, T last)
        where T : INumber<T> => last > T.Zero && bid <= ask ? T.Clamp(last, bid, ask) : mid;
}
