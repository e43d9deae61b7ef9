namespace Plimsoll.Margin.Stress;

/// <summary>In which directions a reverse stress looks: the shocks at severity one.</summary>
public static class StressDirections
{
    private const int OfSide = 16;
    private const int MostOfAllSigns = 5;

    /// <summary>Directions of <see cref="Alike"/> that are followed at first: sixteen on each side of the square.</summary>
    public const int FirstCount = 4 * OfSide;

    /// <summary>All prices alike, with volatilities: the severity of a move is √((price ÷ largest)² + (volatility ÷ largest)²).</summary>
    /// <remarks>Along the sides of a square, so without angles.</remarks>
    /// <param name="underlyings">How many underlyings.</param>
    /// <param name="price">The largest price move, above 0 and below 1.</param>
    /// <param name="volatility">The largest volatility move, above 0.</param>
    /// <param name="place">Where on the way around, from 0 to 1.</param>
    public static Shock Alike(int underlyings, double price, double volatility, double place)
    {
        var (p, v) = OnSquare(place * 4);
        var length = Math.Sqrt((p * p) + (v * v));
        return Shock.Alike(underlyings, price * p / length, volatility * v / length);
    }

    /// <summary>Each price up, down or not at all, volatilities standing still: the severity of a move is that of its largest price move.</summary>
    /// <remarks>
    /// Every choice of signs for up to five underlyings. Of more, one choice: each goes where a move of it alone leaves the account less, which is the worst of all
    /// choices as far as one price's loss does not hang on another's.
    /// </remarks>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="underlyings">How many underlyings.</param>
    /// <param name="price">The largest price move, above 0 and below 1.</param>
    public static IEnumerable<Shock> Apart(Func<Shock, ShockedAccount> account, int underlyings, double price)
    {
        ArgumentNullException.ThrowIfNull(account);
        IEnumerable<int[]> choices = underlyings <= MostOfAllSigns ? AllSigns(underlyings) : [Hurting(account, underlyings, price)];
        return choices.Select(signs => new Shock([.. signs.Select(sign => sign * price)], 0));
    }

    private static int[] Hurting(Func<Shock, ShockedAccount> account, int underlyings, double price)
    {
        var now = account(Shock.Alike(underlyings, 0, 0)).Excess;
        double Alone(int place, double move)
        {
            var moves = new double[underlyings];
            moves[place] = move;
            return account(new(moves, 0)).Excess;
        }

        var signs = new int[underlyings];
        for (var i = 0; i < underlyings; i++)
        {
            // A quarter of the way: far enough for what bends, near enough for what breaks early.
            var (up, down) = (Alone(i, price / 4), Alone(i, -price / 4));
            signs[i] =
                Math.Min(up, down) >= now ? 0
                : up < down ? 1
                : -1;
        }

        return signs;
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

    /// <summary>Along the lower, the right, the upper and the left side.</summary>
    private static (double Price, double Volatility) OnSquare(double sides)
    {
        var along = (2 * (sides - Math.Floor(sides))) - 1;
        return Math.Floor(sides) switch
        {
            0 => (along, -1),
            1 => (1, along),
            2 => (-along, 1),
            _ => (-1, -along),
        };
    }
}
