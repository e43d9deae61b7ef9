namespace Plimsoll.Marking;

/// <summary>The median of several views of what an instrument is worth.</summary>
/// <remarks>
/// The exact rule of venues that state their candidates; <see cref="MarkPriceRule"/> is Plimsoll's own, in fixed point, with state.
/// Source: Binance, Mark price: median of index with funding to go, index with mean basis, last.
/// </remarks>
public static class CandidateMark
{
    /// <summary>The median of the candidates there are; of two their mean, of one itself.</summary>
    /// <param name="candidates">Prices, above zero; null where a view is missing. At least one is there.</param>
    /// <exception cref="ArgumentException">No candidate.</exception>
    public static decimal Median(params ReadOnlySpan<decimal?> candidates)
    {
        var present = new List<(decimal, decimal)>(candidates.Length);
        foreach (var candidate in candidates)
        {
            if (candidate is { } price)
            {
                present.Add((price, 1));
            }
        }

        return WeightedMedian.Exact(present.ToArray());
    }

    /// <summary>Index plus the mean of samples of the basis; null without samples.</summary>
    /// <param name="index">Index price, above zero.</param>
    /// <param name="basisSamples">Mid less index, over the venue's window.</param>
    public static decimal? ByMeanBasis(decimal index, IReadOnlyCollection<decimal> basisSamples)
    {
        ArgumentNullException.ThrowIfNull(basisSamples);
        return basisSamples.Count == 0 ? null : index + (basisSamples.Sum() / basisSamples.Count);
    }
}
