using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>What a scenario does to futures and coins, and what of a book's profit counts: said once, for books that explain themselves and for those that are summed in columns.</summary>
internal static class RowMath
{
    /// <summary>The profit of one future, before the row's weight, in the book's unit.</summary>
    /// <param name="table">The row's table.</param>
    /// <param name="row">The scenario.</param>
    /// <param name="price">Its mark.</param>
    /// <param name="isInCoin">Whether profit is counted in the coin.</param>
    /// <param name="coinPrice">What the coin in which it pays is worth, where profit is counted in money; see <see cref="Books.LinearHolding.CoinPrice"/>.</param>
    public static double LinearProfit(ScenarioTable table, ScenarioRow row, double price, bool isInCoin, double? coinPrice)
    {
        // f · U · (1 − 1 ÷ f): the coins that one underlying's face gains, at what a coin is worth after the move.
        if (coinPrice is { } coin)
            return coin * CoinShare(table, row, price);

        var change = table.IsAbsolute ? table.Shocked(row, price) - price : price * (row.Factor - 1);
        // An inverse contract pays its face over the price: profit in the quote currency, at the price where it is made.
        return isInCoin ? change / table.Shocked(row, price) : change;
    }

    /// <summary>The share of its value that a coin that hedges gains, before the row's weight.</summary>
    public static double CoinShare(ScenarioTable table, ScenarioRow row, double spot) =>
        table.IsAbsolute ? (table.Shocked(row, spot) / spot) - 1 : row.Factor - 1;

    /// <summary>How a row is scaled; null where it is not: no far move, or no move at all.</summary>
    public static TailScaling? Scaling(ScenarioTable table, ScenarioRow row) => row.Factor - 1 == 0 ? null : table.Scaling;

    /// <summary>What of a book's profit counts, after far moves are dampened and gains are treated.</summary>
    /// <param name="model">The scheme.</param>
    /// <param name="table">The row's table.</param>
    /// <param name="row">The scenario.</param>
    /// <param name="profit">Its profit, scaled.</param>
    /// <param name="spot">The index.</param>
    /// <param name="isInCoin">Whether profit is counted in the coin.</param>
    public static double Counted(
        PortfolioMarginModel model,
        ScenarioTable table,
        ScenarioRow row,
        double profit,
        double spot,
        bool isInCoin
    )
    {
        var counted = profit;
        if (Scaling(table, row) is { } scaling)
        {
            var size = Math.Max(0, Math.Abs(profit) - scaling.Reduction(row.Factor - 1, spot, isInCoin));
            counted = Math.CopySign(size, profit);
        }

        return model.Gains.Counted(counted, isInCoin ? spot : 1);
    }
}
