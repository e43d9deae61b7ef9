namespace Plimsoll.Formats.Estimates;

/// <summary>Finds the least whole number that is enough.</summary>
internal static class CureSearch
{
    private const int Halvings = 200;
    private const int Stretches = 32;

    /// <summary>Where more is never worse, as with deposits: by halving alone. Null when the most is not enough.</summary>
    public static decimal? Least(decimal most, Func<decimal, bool> isEnough) => isEnough(most) ? Between(0, most, isEnough) : null;

    /// <summary>Where more may be worse: who closes all of a hedge lays bare what it hedged, so that a part may be enough and the whole not.</summary>
    /// <remarks>
    /// Zero is known not to be enough. Up to 32 numbers are all tried; of more, 32 that are spread evenly, and then those below the first of these that is
    /// enough, by halving. So a stretch of numbers that are enough can be passed over only if it is narrower than a thirty-second of the whole.
    /// </remarks>
    public static decimal? First(decimal most, Func<decimal, bool> isEnough)
    {
        var below = 0m;
        for (var i = 1; i <= Stretches; i++)
        {
            var next = decimal.Ceiling(most / Stretches * i);
            next = i == Stretches ? most : Math.Min(next, most);
            if (next > below)
            {
                if (isEnough(next))
                {
                    return Between(below, next, isEnough);
                }

                below = next;
            }
        }

        return null;
    }

    private static decimal Between(decimal below, decimal enough, Func<decimal, bool> isEnough)
    {
        for (var i = 0; i < Halvings && enough - below > 1; i++)
        {
            var middle = decimal.Floor((below + enough) / 2);
            (below, enough) = isEnough(middle) ? (below, middle) : (middle, enough);
        }

        return enough;
    }
}
