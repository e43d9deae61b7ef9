namespace Plimsoll.Margin.Scenarios;

/// <summary>Looks for the smallest joint move of price and volatility that breaks an account.</summary>
/// <remarks>
/// Moves are measured in units of a largest price and a largest volatility move: size = √((price ÷ largest)² + (volatility ÷ largest)²). Along each of a ring of
/// directions the move grows by small steps until the account breaks, and the last step is halved. So what is found is the smallest but for the gaps between
/// directions and steps, which are stated.
/// </remarks>
public static class ReverseStress
{
    /// <summary>Directions on each of the four sides of the ring.</summary>
    public const int DirectionsOfSide = 16;

    /// <summary>Steps from nothing to the largest move.</summary>
    public const int Steps = 40;

    private const int Halvings = 12;

    /// <summary>The smallest move found; null when none of the directions breaks the account within its largest.</summary>
    /// <param name="largest">The largest move of each; both above zero, the price's below 1.</param>
    /// <param name="isBroken">Whether the account is broken after a move.</param>
    public static MarketMove? Smallest(MarketMove largest, Func<MarketMove, bool> isBroken)
    {
        ArgumentNullException.ThrowIfNull(isBroken);
        if (isBroken(default))
            return default(MarketMove);

        MarketMove? smallest = null;
        var least = double.PositiveInfinity;
        foreach (var (price, volatility) in Ring())
        {
            var length = Math.Sqrt((price * price) + (volatility * volatility));
            MarketMove At(double size) =>
                new(largest.Price * price / length * size, Math.Max(-1, largest.Volatility * volatility / length * size));

            for (var step = 1; step <= Steps; step++)
            {
                // Never beyond what was found along another direction: only less is of interest.
                var whole = (step - 1.0) / Steps;
                var size = Math.Min((double)step / Steps, least);
                if (whole >= least)
                    break;

                if (!isBroken(At(size)))
                    continue;

                least = Halved(whole, size, middle => isBroken(At(middle)));
                smallest = At(least);
                break;
            }
        }

        return smallest;
    }

    private static double Halved(double whole, double broken, Func<double, bool> isBroken)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (whole + broken) / 2;
            (whole, broken) = isBroken(middle) ? (whole, middle) : (middle, broken);
        }

        return broken;
    }

    /// <summary>Points on the edge of a square around nothing: directions without angles.</summary>
    private static IEnumerable<(double Price, double Volatility)> Ring()
    {
        for (var i = 0; i < DirectionsOfSide; i++)
        {
            var along = (2.0 * i / DirectionsOfSide) - 1;
            yield return (along, -1);
            yield return (1, along);
            yield return (-along, 1);
            yield return (-1, -along);
        }
    }
}
