namespace Plimsoll.Margin.Stress;

/// <summary>Shocks on an account: days that were, and days that might be.</summary>
/// <remarks>
/// The account is a function from shock to equity and requirement, so the same code serves an estimate and a copy of the engine's state. docs/spec/0018-value-at-risk.md (VARR-080, VARR-081). Pure.
/// </remarks>
public static class StressTest
{
    /// <summary>Shocks in the order given, worst or not.</summary>
    /// <param name="account">Equity and requirement after a shock.</param>
    /// <param name="shocks">Named shocks.</param>
    public static IReadOnlyList<StressRow> Run(Func<Shock, ShockedAccount> account, IEnumerable<(string Name, Shock Shock)> shocks)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(shocks);
        return [.. shocks.Select(each => new StressRow(each.Name, each.Shock, account(each.Shock)))];
    }

    /// <summary>The row that leaves the least excess; of equal ones the first.</summary>
    public static StressRow Worst(IReadOnlyList<StressRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.MinBy(row => row.Account.Excess) ?? throw new ArgumentException("Expected at least one row; found none.", nameof(rows));
    }

    /// <summary>Past days as shocks: the moves of every underlying on the same day, volatility by its own move or none.</summary>
    /// <param name="days">A name for each day, such as its date.</param>
    /// <param name="moves">For each underlying its moves on those days, as shares.</param>
    /// <param name="volatilityMoves">The moves of volatility on those days, as shares; null where volatility stays.</param>
    public static IEnumerable<(string Name, Shock Shock)> Historical(
        IReadOnlyList<string> days,
        IReadOnlyList<IReadOnlyList<double>> moves,
        IReadOnlyList<double>? volatilityMoves = null
    )
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(moves);
        return days.Select((day, i) => (day, new Shock([.. moves.Select(each => each[i])], volatilityMoves?[i] ?? 0)));
    }

    /// <summary>Every pair of a price move, the same for all underlyings, and a volatility move.</summary>
    /// <param name="underlyings">How many underlyings.</param>
    /// <param name="priceMoves">Moves of prices, as shares.</param>
    /// <param name="volatilityMoves">Moves of volatility, as shares.</param>
    public static IEnumerable<(string Name, Shock Shock)> Grid(
        int underlyings,
        IReadOnlyList<double> priceMoves,
        IReadOnlyList<double> volatilityMoves
    )
    {
        ArgumentNullException.ThrowIfNull(priceMoves);
        ArgumentNullException.ThrowIfNull(volatilityMoves);
        return from volatility in volatilityMoves.Select((move, row) => (move, row))
            from price in priceMoves.Select((move, column) => (move, column))
            select ($"row {volatility.row + 1}, column {price.column + 1}", Shock.Alike(underlyings, price.move, volatility.move));
    }
}
