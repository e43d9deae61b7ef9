namespace Plimsoll.Margin.Stress;

/// <summary>The other way round: how little has to happen until the account is below its line.</summary>
/// <remarks>
/// <para>A direction states how far each price and volatility move per unit of severity, usually one standard deviation. Along it the first severity whose excess is below zero is found by steps of
/// <c>most ÷ steps</c> and halving within the first step that breaks, so a break and recovery narrower than a step can be passed over; that is the one way to be wrong, and steps bound it.
/// The smallest over many directions is the smallest joint move among them.</para>
/// <para>docs/spec/0018-value-at-risk.md (VARR-082, VARR-083). Pure.</para>
/// </remarks>
public static class ReverseStress
{
    private const int Halvings = 48;

    /// <summary>The least severity along a direction that breaks the account; null if none up to <paramref name="most"/> does.</summary>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="direction">The shock at severity one.</param>
    /// <param name="most">The largest severity tried, above zero.</param>
    /// <param name="steps">How many places on the way are looked at, at least one.</param>
    /// <returns>0 for an account that is below its line already. At the severity returned the account is below its line.</returns>
    public static double? Severity(Func<Shock, ShockedAccount> account, Shock direction, double most, int steps)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        bool Breaks(double severity) => account(Scaled(direction, severity)).Excess < 0;
        if (Breaks(0))
            return 0;

        for (var step = 1; step <= steps; step++)
        {
            var (low, high) = (most * (step - 1) / steps, most * step / steps);
            if (!Breaks(high))
                continue;

            for (var i = 0; i < Halvings; i++)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = Breaks(middle) ? (low, middle) : (middle, high);
            }

            return high;
        }

        return null;
    }

    /// <summary>The direction that breaks the account with the least severity, of equal ones the first; null if none does.</summary>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="directions">Shocks at severity one.</param>
    /// <param name="most">The largest severity tried, above zero.</param>
    /// <param name="steps">How many places on the way are looked at, at least one.</param>
    public static (Shock Shock, double Severity)? Smallest(
        Func<Shock, ShockedAccount> account,
        IEnumerable<Shock> directions,
        double most,
        int steps
    )
    {
        ArgumentNullException.ThrowIfNull(directions);
        (Shock Shock, double Severity)? smallest = null;
        foreach (var direction in directions)
        {
            if (Severity(account, direction, most, steps) is { } severity && (smallest is null || severity < smallest.Value.Severity))
                smallest = (Scaled(direction, severity), severity);
        }

        return smallest;
    }

    /// <summary>For each volatility move the nearest price moves, down and up, that break the account: the edge of liquidation in price and volatility.</summary>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="underlyings">How many underlyings; their prices move together.</param>
    /// <param name="volatilityMoves">Changes of log volatility.</param>
    /// <param name="most">The largest change of log price tried, above zero.</param>
    /// <param name="steps">How many places on the way are looked at, at least one.</param>
    public static IReadOnlyList<LiquidationEdge> Surface(
        Func<Shock, ShockedAccount> account,
        int underlyings,
        IReadOnlyList<double> volatilityMoves,
        double most,
        int steps
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(volatilityMoves);
        var (down, up) = (Moves(-1, underlyings), Moves(1, underlyings));
        return
        [
            .. volatilityMoves.Select(volatility =>
            {
                ShockedAccount At(Shock shock) => account(shock with { Volatility = volatility });
                var fall = Severity(At, down, most, steps);
                return new LiquidationEdge(volatility, fall is { } lower ? -lower : null, Severity(At, up, most, steps));
            }),
        ];
    }

    private static Shock Moves(double move, int underlyings) => new([.. Enumerable.Repeat(move, underlyings)], 0);

    private static Shock Scaled(Shock direction, double severity) =>
        new([.. direction.Prices.Select(price => price * severity)], direction.Volatility * severity);
}
