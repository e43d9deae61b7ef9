namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>Value at risk and expected shortfall of losses that were observed or simulated.</summary>
/// <remarks>
/// <para>Convention: VaR at level α is inf{x : F(x) ≥ α} of the weighted empirical distribution, an observation and never between two; the k-th smallest
/// of n equal ones with k = ⌈nα⌉. A share of 10^-9 short of α counts as reached, so that 0.99 · 100 is 99.</para>
/// <para>ES = (Σ of w · x over losses above VaR, and of VaR itself the weight that is left) ÷ (1 − α): the mean of exactly the worst 1 − α of the mass.</para>
/// <para>Source: C. Acerbi, D. Tasche, On the coherence of expected shortfall (2002). docs/spec/0018-value-at-risk.md (VARR-001 … VARR-003). Pure.</para>
/// </remarks>
public static class LossDistribution
{
    private const double Slack = 1e-9;

    /// <summary>Equally likely losses.</summary>
    /// <param name="losses">At least one, all finite; left as they are.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">No loss, a loss or level out of range.</exception>
    public static RiskFigures Of(ReadOnlySpan<double> losses, double level)
    {
        Require(losses, level);
        var copy = losses.ToArray();
        var rank = Rank(copy.Length, level);
        TailOrder.Order(copy, rank - 1);
        return Figures(copy, rank, level);
    }

    /// <summary>Equally likely losses that are in ascending order already.</summary>
    /// <param name="sorted">At least one.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    public static RiskFigures OfSorted(ReadOnlySpan<double> sorted, double level)
    {
        Require(sorted, level);
        return Figures(sorted, Rank(sorted.Length, level), level);
    }

    /// <summary>The place of the quantile among equally likely losses in ascending order, from one.</summary>
    internal static int Rank(int count, double level) => Math.Clamp((int)Math.Ceiling((count * level) - (count * Slack)), 1, count);

    private static RiskFigures Figures(ReadOnlySpan<double> sorted, int rank, double level)
    {
        var (n, quantile) = (sorted.Length, sorted[rank - 1]);
        var beyond = 0.0;
        for (var i = n - 1; i >= rank; i--)
        {
            beyond += sorted[i] - quantile;
        }

        return new(quantile, quantile + Math.Max(0, beyond / (n * (1 - level))));
    }

    /// <summary>Losses of given weight, such as recent ones that count for more.</summary>
    /// <param name="losses">At least one, all finite.</param>
    /// <param name="weights">As many, none negative, some positive; they need not sum to one.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">Lengths that differ, or a loss, weight or level out of range.</exception>
    public static RiskFigures Of(ReadOnlySpan<double> losses, ReadOnlySpan<double> weights, double level)
    {
        Require(losses, level);
        if (weights.Length != losses.Length)
            throw new ArgumentException($"Expected a weight for each of {losses.Length} losses; found {weights.Length}.", nameof(weights));

        var (keys, items) = (losses.ToArray(), weights.ToArray());
        Array.Sort(keys, items);
        var total = 0.0;
        foreach (var weight in items)
        {
            if (!(weight >= 0) || double.IsInfinity(weight))
                throw new ArgumentException($"Expected weights of at least 0; found {weight}.", nameof(weights));

            total += weight;
        }

        if (!(total > 0))
            throw new ArgumentException("Expected a weight above 0; found none.", nameof(weights));

        // From the worst inward: F(x_k) ≥ α is the same as a mass of at most 1 − α beyond it.
        var (tail, mass, place) = ((1 - level) * total, 0.0, keys.Length - 1);
        while (place > 0 && (mass + items[place] <= tail + (Slack * total)) && HasWeightBelow(items, place))
        {
            mass += items[place];
            place--;
        }

        while (items[place] == 0 && place > 0)
        {
            place--;
        }

        var quantile = keys[place];
        var beyond = 0.0;
        for (var i = keys.Length - 1; i > place; i--)
        {
            beyond += items[i] * (keys[i] - quantile);
        }

        return new(quantile, quantile + Math.Max(0, beyond / tail));
    }

    private static bool HasWeightBelow(double[] weights, int place)
    {
        for (var i = place - 1; i >= 0; i--)
        {
            if (weights[i] > 0)
                return true;
        }

        return false;
    }

    private static void Require(ReadOnlySpan<double> losses, double level)
    {
        if (losses.IsEmpty)
            throw new ArgumentException("Expected at least one loss; found none.", nameof(losses));

        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "Expected a level above 0 and below 1, such as 0.99.");

        foreach (var loss in losses)
        {
            if (!double.IsFinite(loss))
                throw new ArgumentException($"Expected finite losses; found {loss}.", nameof(losses));
        }
    }
}
