namespace Plimsoll.Margin;

/// <summary>The first whole number on a way at which something is below its line, where it need not run one way.</summary>
internal static class FirstBelow
{
    private const long StepsPerNumber = 1_000;

    /// <summary>Walks in steps of a thousandth and narrows down the first that is below.</summary>
    /// <remarks>A stretch below the line that is narrower than a thousandth can be stepped over.</remarks>
    /// <param name="from">Where to begin, above 0.</param>
    /// <param name="to">Where to end.</param>
    /// <param name="isBelow">The decision.</param>
    /// <returns>The first; its neighbour nearer to <paramref name="from"/> is not below. Null when there is none.</returns>
    public static long? Find(long from, long to, Func<long, bool> isBelow)
    {
        var (above, next) = (from, from);
        while (!isBelow(next))
        {
            if (next == to)
            {
                return null;
            }

            above = next;
            var step = Math.Max(1, next / StepsPerNumber);
            next = to < from ? Math.Max(to, next - step) : Math.Min(to, next + step);
        }

        while (Math.Abs(next - above) > 1)
        {
            var middle = above + ((next - above) / 2);
            (above, next) = isBelow(middle) ? (above, middle) : (middle, next);
        }

        return next;
    }
}
