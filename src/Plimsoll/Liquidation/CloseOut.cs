namespace Plimsoll.Liquidation;

/// <summary>Closes out an account below maintenance: into the order book, then against winners; then the fee, then the insurance fund.</summary>
/// <remarks>
/// Source: Dango, perps book chapter 4. Positions are closed by maintenance margin, largest first, as far as the deficit
/// maintenance − equity ÷ (1 + buffer) asks. The book is used up to the bankruptcy price, or to the oracle price when the account is insolvent
/// (its bankruptcy price is then beyond the oracle's and would refuse fair fills). Equity is counted anew before each position.
/// </remarks>
public static class CloseOut
{
    /// <summary>Closes out an account.</summary>
    /// <param name="balance">Signed balance.</param>
    /// <param name="positions">The positions.</param>
    /// <param name="book">Resting orders against them: market, price, size above zero.</param>
    /// <param name="terms">The venue's terms.</param>
    public static CloseOutResult Of(
        decimal balance,
        IReadOnlyList<CloseOutPosition> positions,
        IReadOnlyList<(string Market, decimal Price, decimal Size)> book,
        CloseOutTerms terms
    )
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(terms);
        var equityBefore = balance + positions.Sum(position => position.Profit);
        var maintenance = positions.Sum(position => position.MaintenanceMargin);
        var left = positions.ToDictionary(position => position.Market, StringComparer.Ordinal);
        var steps = new List<CloseOutStep>();
        var closedNotional = 0m;
        foreach (var (position, size) in Schedule(positions, equityBefore, maintenance, terms))
        {
            var equity = balance + left.Values.Sum(each => each.Profit);
            var (step, realised) = Close(position, size, equity, book, terms);
            steps.Add(step);
            balance += realised;
            closedNotional += size * position.Oracle;
            left[position.Market] = position with { Size = position.Size - (Math.Sign(position.Size) * size) };
        }

        // Judged on equity, not on the balance: the fund never pays for an account that its open profit keeps solvent.
        var equityAfter = balance + left.Values.Sum(each => each.Profit);
        var fee = Math.Min(closedNotional * terms.FeeRate, Math.Max(equityAfter, 0));
        var badDebt = steps.Count == 0 ? 0 : Math.Max(-equityAfter, 0);
        var paid = badDebt - fee;
        return new(equityBefore, maintenance, steps, balance + paid, fee, badDebt, equityAfter + paid);
    }

    private static List<(CloseOutPosition Position, decimal Size)> Schedule(
        IReadOnlyList<CloseOutPosition> positions,
        decimal equity,
        decimal maintenance,
        CloseOutTerms terms
    )
    {
        var schedule = new List<(CloseOutPosition, decimal)>();
        var deficit = equity < maintenance ? maintenance - (equity / (1 + terms.Buffer)) : 0;
        var order = positions
            .OrderByDescending(position => position.MaintenanceMargin)
            .ThenBy(position => position.Market, StringComparer.Ordinal);
        foreach (var position in order)
        {
            if (deficit <= 0)
            {
                break;
            }

            var each = position.Oracle * position.MaintenanceRate;
            var size = Math.Min(Up(deficit / each, terms.SizeDecimals), Math.Abs(position.Size));
            schedule.Add((position, size));
            deficit -= size * each;
        }

        return schedule;
    }

    private static (CloseOutStep Step, decimal Realised) Close(
        CloseOutPosition position,
        decimal size,
        decimal equity,
        IReadOnlyList<(string Market, decimal Price, decimal Size)> book,
        CloseOutTerms terms
    )
    {
        var side = Math.Sign(position.Size);
        var bankruptcy = position.Oracle - (equity / position.Size);
        var limit = equity > 0 ? bankruptcy : position.Oracle;
        var rest = size;
        var realised = 0m;
        var levels = book.Where(level =>
            string.Equals(level.Market, position.Market, StringComparison.Ordinal) && side * (level.Price - limit) >= 0
        );
        foreach (var level in levels.OrderByDescending(level => side * level.Price))
        {
            var fill = Math.Min(rest, level.Size);
            realised += side * fill * (level.Price - position.Entry);
            rest -= fill;
        }

        var price = equity > 0 && terms.IsSolventDeleveragedAtOracle ? position.Oracle : bankruptcy;
        var deleveraged = side * rest * (price - position.Entry);
        return (new(position.Market, size, bankruptcy, size - rest, rest, price, -deleveraged), realised + deleveraged);
    }

    private static decimal Up(decimal value, int decimals)
    {
        var cut = decimal.Round(value, decimals, MidpointRounding.ToZero);
        return cut < value ? cut + new decimal(1, 0, 0, isNegative: false, (byte)decimals) : cut;
    }
}
