namespace Plimsoll.Marking;

/// <summary>The basis of market price over index, smoothed exponentially: what a mark price adds to the index.</summary>
/// <remarks>
/// Each sample moves the smoothed basis by its weight: a fixed one, or elapsed ÷ (elapsed + time constant) as in <see cref="MarkPriceRule"/>.
/// Source: Deribit (30 s), Bybit, OKX futures marks: index + EMA(market − index).
/// </remarks>
public static class SmoothedBasis
{
    /// <summary>The instrument's market price.</summary>
    /// <param name="bid">Best bid, above zero, or null.</param>
    /// <param name="ask">Best ask, above zero, or null.</param>
    /// <param name="last">Last trade, above zero, or null.</param>
    /// <returns>The last trade within the spread; the mid without a last trade; the last trade without a spread; else null.</returns>
    public static decimal? MarketOf(decimal? bid, decimal? ask, decimal? last) =>
        bid is { } low && ask is { } high ? MarketPrice.LastWithinSpread(low, high, (low + high) / 2, last ?? 0) : last;

    /// <summary>The smoothed basis after some samples.</summary>
    /// <param name="start">The smoothed basis before them; null: the first sample starts it.</param>
    /// <param name="samples">The samples, oldest first. One without a market price changes nothing.</param>
    /// <param name="weightOf">The weight of a sample, 0 … 1.</param>
    /// <param name="clamp">The farthest it may lie from zero, as a share of the index, not negative; null: anywhere.</param>
    public static decimal After(decimal? start, IEnumerable<BasisSample> samples, Func<BasisSample, decimal> weightOf, decimal? clamp)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(weightOf);
        var smoothed = start;
        foreach (var sample in samples)
        {
            if (sample.Market is { } market)
            {
                var basis = market - sample.Index;
                smoothed = smoothed is { } before ? before + ((basis - before) * weightOf(sample)) : basis;
            }

            if (clamp is { } share && smoothed is { } free)
            {
                smoothed = Math.Clamp(free, -share * sample.Index, share * sample.Index);
            }
        }

        return smoothed ?? 0;
    }

    /// <summary>The weight of a sample after some time: elapsed ÷ (elapsed + constant); 1 when both are zero.</summary>
    /// <param name="elapsed">Time since the sample before, not negative.</param>
    /// <param name="constant">Time constant, not negative, in the same unit.</param>
    public static decimal WeightAfter(decimal elapsed, decimal constant) => elapsed + constant == 0 ? 1 : elapsed / (elapsed + constant);
}
