namespace Plimsoll.Margin.Stress;

/// <summary>In which directions a reverse stress looks: the shocks at severity one.</summary>
public static class StressDirections
{
    private const int OfSide = 16;
    private const int MostOfAllSigns = 5;
    private static readonly (int First, int Second)[] Ones = [(-1, -1), (1, 1)];
    private static readonly (int First, int Second)[] Pairs = [(-1, -1), (-1, 1), (1, -1), (1, 1)];

    /// <summary>All prices alike, with volatilities: the severity of a move is √((price ÷ largest)² + (volatility ÷ largest)²).</summary>
    /// <remarks>Sixteen directions on each side of a square, so without angles; up and down alone where no volatility moves.</remarks>
    /// <param name="underlyings">How many underlyings.</param>
    /// <param name="price">The largest price move, above 0 and below 1.</param>
    /// <param name="volatility">The largest volatility move, not negative.</param>
    public static IEnumerable<Shock> Alike(int underlyings, double price, double volatility)
    {
        if (volatility == 0)
        {
            yield return Shock.Alike(underlyings, -price, 0);
            yield return Shock.Alike(underlyings, price, 0);
            yield break;
        }

        foreach (var (p, v) in Ring())
        {
            var length = Math.Sqrt((p * p) + (v * v));
            yield return Shock.Alike(underlyings, price * p / length, volatility * v / length);
        }
    }

    /// <summary>Each price up, down or not at all, volatilities standing still: the severity of a move is that of its largest price move.</summary>
    /// <remarks>Every choice of signs for up to five underlyings; of more, one or two at a time.</remarks>
    /// <param name="underlyings">How many underlyings.</param>
    /// <param name="price">The largest price move, above 0 and below 1.</param>
    public static IEnumerable<Shock> Apart(int underlyings, double price)
    {
        var choices = underlyings <= MostOfAllSigns ? AllSigns(underlyings) : OneOrTwo(underlyings);
        return choices.Select(signs => new Shock([.. signs.Select(sign => sign * price)], 0));
    }

    private static IEnumerable<int[]> AllSigns(int count)
    {
        var all = 1;
        for (var i = 0; i < count; i++)
            all *= 3;

        for (var choice = 1; choice < all; choice++)
        {
            var (signs, rest) = (new int[count], choice);
            for (var i = 0; i < count; i++, rest /= 3)
                signs[i] = rest % 3 == 2 ? -1 : rest % 3;

            yield return signs;
        }
    }

    private static IEnumerable<int[]> OneOrTwo(int count) =>
        from first in Enumerable.Range(0, count)
        from second in Enumerable.Range(first, count - first)
        from signs in first == second ? Ones : Pairs
        select Placed(count, first, signs.First, second, signs.Second);

    private static int[] Placed(int count, int first, int sign, int second, int other)
    {
        var signs = new int[count];
        (signs[first], signs[second]) = (sign, other);
        return signs;
    }

    private static IEnumerable<(double Price, double Volatility)> Ring()
    {
        for (var i = 0; i < OfSide; i++)
        {
            var along = (2.0 * i / OfSide) - 1;
            yield return (along, -1);
            yield return (1, along);
            yield return (-along, 1);
            yield return (-1, -along);
        }
    }
}
