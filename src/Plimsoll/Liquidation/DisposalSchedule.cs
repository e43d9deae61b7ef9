using Plimsoll.Values;

namespace Plimsoll.Liquidation;

/// <summary>The sizes in which an inherited position is given back to the market.</summary>
/// <remarks>Each is rounded up, so that it always ends. Source: vegaprotocol/specs 0012-POSR.</remarks>
public static class DisposalSchedule
{
    /// <summary>The size of one step, unsigned.</summary>
    /// <param name="position">Signed size still held.</param>
    /// <param name="strategy">The strategy.</param>
    /// <param name="available">Volume of the other side within the price range.</param>
    public static decimal Step(decimal position, DisposalStrategy strategy, decimal available)
    {
        var size = Math.Abs(position);
        var tried = size <= strategy.FullSize ? size : ((ExactFraction)size * strategy.Fraction).Ceiling();
        return Math.Min(Math.Min(tried, size), ((ExactFraction)available * strategy.MaxConsumed).Ceiling());
    }

    /// <summary>The sizes of all steps until nothing is held, nothing can be sold any more, or the steps are used up.</summary>
    /// <param name="position">Signed size at the start.</param>
    /// <param name="strategy">The strategy.</param>
    /// <param name="available">Volume of the other side at each step; the last holds for all further steps. At least one.</param>
    /// <param name="maxSteps">The most steps.</param>
    public static IReadOnlyList<decimal> Sizes(decimal position, DisposalStrategy strategy, IReadOnlyList<decimal> available, int maxSteps)
    {
        var sizes = new List<decimal>();
        var held = Math.Abs(position);
        while (held > 0 && sizes.Count < maxSteps)
        {
            var size = Step(held, strategy, available[Math.Min(sizes.Count, available.Count - 1)]);
            if (size == 0 && sizes.Count >= available.Count - 1)
            {
                break;
            }

            sizes.Add(size);
            held -= size;
        }

        return sizes;
    }
}
