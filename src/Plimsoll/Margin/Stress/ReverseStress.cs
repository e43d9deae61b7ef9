using Plimsoll.Numerics;

namespace Plimsoll.Margin.Stress;

/// <summary>The other way round: how little has to happen until the account is below its line.</summary>
/// <remarks>
/// <para>A direction states how far each price and volatility move per unit of severity. Along it the first severity that breaks the account is found by steps of
/// <c>most ÷ steps</c> and halving within the first step that breaks, so a break and recovery narrower than a step can be passed over; that is the one way to be wrong, and steps bound it.
/// The smallest over many directions is the smallest joint move among them.</para>
/// <para>docs/spec/0018-value-at-risk.md (VARR-082, VARR-083). Pure.</para>
/// </remarks>
public static class ReverseStress
{
    /// <summary>Steps along a direction that suit an estimate: each a fortieth of the way.</summary>
    public const int UsualSteps = 40;

    private const int Halvings = 48;
    private const int Denser = 4;
    private const double FinestPlace = 1e-8;

    /// <summary>What breaks only that little earlier is not followed.</summary>
    private const double Earlier = 1 - 1e-10;

    /// <summary>The least severity along a way that breaks the account; null if none up to <paramref name="most"/> does.</summary>
    /// <param name="isBroken">Whether the account is below its line at a severity.</param>
    /// <param name="most">The largest severity tried, above zero.</param>
    /// <param name="steps">How many places on the way are looked at, at least one.</param>
    /// <returns>0 for an account that is below its line already. At the severity returned the account is below its line.</returns>
    public static double? Severity(Func<double, bool> isBroken, double most, int steps)
    {
        ArgumentNullException.ThrowIfNull(isBroken);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return isBroken(0) ? 0 : First(isBroken, most, steps, double.PositiveInfinity);
    }

    /// <summary>The least severity along a direction that breaks the account; null if none up to <paramref name="most"/> does.</summary>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="direction">The shock at severity one.</param>
    /// <param name="most">The largest severity tried, above zero.</param>
    /// <param name="steps">How many places on the way are looked at, at least one.</param>
    public static double? Severity(Func<Shock, ShockedAccount> account, Shock direction, double most, int steps)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(direction);
        return Severity(severity => account(direction.Times(severity)).IsBroken, most, steps);
    }

    /// <summary>The direction that breaks the account with the least severity, of equal ones the first; null if none does.</summary>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="directions">Shocks at severity one.</param>
    /// <param name="most">The largest severity tried, above zero.</param>
    /// <param name="steps">How many places on the way are looked at, at least one.</param>
    /// <returns>The shock itself with its severity: 0, and no move at all, for an account that is below its line already.</returns>
    public static (Shock Shock, double Severity)? Smallest(
        Func<Shock, ShockedAccount> account,
        IEnumerable<Shock> directions,
        double most,
        int steps
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(directions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (Shock Shock, double Severity)? smallest = null;
        foreach (var direction in directions)
        {
            bool Breaks(double severity) => account(direction.Times(severity)).IsBroken;
            if (smallest is null && Breaks(0))
                return (direction.Times(0), 0);

            var least = smallest?.Severity ?? double.PositiveInfinity;
            if (First(Breaks, most, steps, least) is { } severity && severity < least)
                smallest = (direction.Times(severity), severity);
        }

        return smallest;
    }

    /// <summary>The least severity over a closed way of directions, wherever on it that lies.</summary>
    /// <remarks>
    /// After the first directions the whole way is looked at again at the severity found, four times as densely; what breaks there breaks earlier. Then the best direction is moved
    /// by ever smaller steps to either side, down to a hundred-millionth of the way. A stretch that breaks and is narrower than a quarter of the first spacing can be passed over.
    /// </remarks>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="direction">The shock at severity one, at a place on the way from 0 to 1; the end is the beginning.</param>
    /// <param name="count">How many directions are followed at first, at least one.</param>
    /// <param name="most">The largest severity tried, above zero.</param>
    /// <param name="steps">How many places along each direction are looked at, at least one.</param>
    /// <returns>The shock and its severity; null when none breaks it. A shock of no move at all, for an account that is below its line already.</returns>
    public static (Shock Shock, double Severity)? SmallestAround(
        Func<Shock, ShockedAccount> account,
        Func<double, Shock> direction,
        int count,
        double most,
        int steps
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        bool Breaks(double place, double severity) => account(direction(place).Times(severity)).IsBroken;
        if (Breaks(0, 0))
            return (direction(0).Times(0), 0);

        var (best, least) = (0.0, double.PositiveInfinity);
        bool Follow(double place)
        {
            if (First(severity => Breaks(place, severity), most, steps, least) is not { } severity || severity >= least)
                return false;

            (best, least) = (place, severity);
            return true;
        }

        for (var i = 0; i < count; i++)
            Follow((double)i / count);

        for (var i = 0; i < Denser * count; i++)
        {
            var place = (double)i / (Denser * count);
            if (Breaks(place, Math.Min(Earlier * least, most)))
                Follow(place);
        }

        if (double.IsPositiveInfinity(least))
            return null;

        for (var step = 0.5 / (Denser * count); step > FinestPlace; step /= 2)
        {
            // Each better place is followed on by the same step, as far as it gets better.
            foreach (var sign in (ReadOnlySpan<int>)[1, -1])
            {
                var place = Wrapped(best + (sign * step));
                while (Breaks(place, Earlier * least) && Follow(place))
                    place = Wrapped(place + (sign * step));
            }
        }

        return (direction(best).Times(least), least);
    }

    private static double Wrapped(double place) => place - Math.Floor(place);

    /// <summary>For each volatility move the nearest price moves, down and up, that break the account: the edge of liquidation in price and volatility.</summary>
    /// <remarks>Prices of all underlyings move alike, by equal steps of their logarithm.</remarks>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="underlyings">How many underlyings.</param>
    /// <param name="volatilityMoves">Moves of volatilities as shares of themselves.</param>
    /// <param name="farthest">How far prices go: to its reciprocal, and to so many times themselves; above 1.</param>
    /// <param name="steps">How many places on the way are looked at, at least one.</param>
    public static IReadOnlyList<LiquidationEdge> Surface(
        Func<Shock, ShockedAccount> account,
        int underlyings,
        IReadOnlyList<double> volatilityMoves,
        double farthest,
        int steps
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(volatilityMoves);
        var most = DeterministicMath.Log(farthest);
        double? Edge(double volatility, int sign)
        {
            double Move(double way) => DeterministicMath.Exp(sign * way) - 1;
            var found = Severity(way => account(Shock.Alike(underlyings, Move(way), volatility)).IsBroken, most, steps);
            return found is { } way ? Move(way) : null;
        }

        return [.. volatilityMoves.Select(volatility => new LiquidationEdge(volatility, Edge(volatility, -1), Edge(volatility, 1)))];
    }

    /// <summary>The first severity above zero that breaks, if it is not above one that is known already.</summary>
    private static double? First(Func<double, bool> isBroken, double most, int steps, double known)
    {
        for (var step = 1; step <= steps; step++)
        {
            var low = most * (step - 1) / steps;
            if (low >= known)
                return null;

            var high = Math.Min(most * step / steps, known);
            if (!isBroken(high))
                continue;

            for (var i = 0; i < Halvings; i++)
            {
                var middle = low + ((high - low) / 2);
                if (middle <= low || middle >= high)
                    break;

                (low, high) = isBroken(middle) ? (low, middle) : (middle, high);
            }

            return high;
        }

        return null;
    }
}
