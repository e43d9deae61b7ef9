namespace Plimsoll.AutoDeleveraging;

/// <summary>How much a winner's position is in the way of a bankrupt one: the highest score is closed first.</summary>
/// <remarks>Each venue weighs profit against leverage in its own way. Source: Binance FAQ on ADL; BitMEX, Auto-deleveraging; Hyperliquid, Auto-deleveraging.</remarks>
public static class AdlScore
{
    /// <summary>Profit as a share of the wallet: max(0, profit) ÷ max(1, wallet).</summary>
    /// <param name="unrealizedPnl">Unrealised profit, signed.</param>
    /// <param name="walletBalance">Wallet balance; below 1 it counts as 1, so that an empty wallet has a score too.</param>
    public static decimal ProfitOfWallet(decimal unrealizedPnl, decimal walletBalance) =>
        Math.Max(0, unrealizedPnl) / Math.Max(1, walletBalance);

    /// <summary>Maintenance margin ÷ equity; zero without equity.</summary>
    /// <param name="maintenanceMargin">Maintenance margin, not negative.</param>
    /// <param name="equity">Wallet balance and unrealised profit, signed.</param>
    public static decimal MarginRatio(decimal maintenanceMargin, decimal equity) => equity <= 0 ? 0 : maintenanceMargin / equity;

    /// <summary>Profit as a share of the entry value: (mark value − entry value) ÷ |entry value|.</summary>
    /// <param name="markValue">Value at mark; negative for a short.</param>
    /// <param name="entryValue">Value at entry, not zero; negative for a short.</param>
    public static decimal ProfitOfEntry(decimal markValue, decimal entryValue) => (markValue - entryValue) / Math.Abs(entryValue);

    /// <summary>|mark value| ÷ (mark value − bankrupt value); null at the bankruptcy price, where it is infinite.</summary>
    /// <param name="markValue">Value at mark; negative for a short.</param>
    /// <param name="bankruptValue">Value at the bankruptcy price; negative for a short.</param>
    public static decimal? EffectiveLeverage(decimal markValue, decimal bankruptValue) =>
        markValue == bankruptValue ? null : Math.Abs(markValue) / (markValue - bankruptValue);

    /// <summary>Profit times leverage; a loss is divided by it, so that the smallest loss at the highest leverage goes first.</summary>
    /// <param name="profit">Profit as a share, signed.</param>
    /// <param name="leverage">Effective leverage; null: infinite.</param>
    /// <returns>The score, or null where it has no value.</returns>
    public static decimal? ByProfitAndLeverage(decimal profit, decimal? leverage) =>
        profit > 0 ? profit * leverage
        : leverage == 0 ? null
        : profit / leverage;

    /// <summary>(mark ÷ entry) · (notional ÷ account value).</summary>
    /// <param name="mark">Mark price, above zero.</param>
    /// <param name="entry">Entry price, above zero.</param>
    /// <param name="notional">Notional of the position.</param>
    /// <param name="accountValue">Account value, not zero.</param>
    public static decimal ByPriceAndLeverage(decimal mark, decimal entry, decimal notional, decimal accountValue) =>
        mark * notional / (entry * accountValue);
}
