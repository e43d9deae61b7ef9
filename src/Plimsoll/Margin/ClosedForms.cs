namespace Plimsoll.Margin;

/// <summary>Margin formulas that venues publish for a single position, where their inputs are all that is known of the account.</summary>
/// <remarks>For an account that is known as a whole, <see cref="LiquidationPrice"/> searches the decision itself.</remarks>
public static class ClosedForms
{
    /// <summary>The maintenance amount of a tier: previous amount + floor · (rate − previous rate).</summary>
    /// <remarks>Source: Binance FAQ, leverage and margin: what makes margin continuous across the boundary.</remarks>
    public static decimal MaintenanceAmount(decimal previousAmount, decimal floor, decimal previousRate, decimal rate) =>
        previousAmount + (floor * (rate - previousRate));

    /// <summary>The liquidation price of a position whose account has so much left above its maintenance margin.</summary>
    /// <param name="price">Mark price, above zero.</param>
    /// <param name="size">Signed size, not zero.</param>
    /// <param name="marginAvailable">What the account has above its maintenance margin; below zero when it is below its line.</param>
    /// <param name="maintenanceRate">The share of notional by which maintenance margin itself moves with the price; 0 leaves that out.</param>
    /// <returns>The price; null when the position cannot lose so much at any price above zero.</returns>
    /// <remarks>Source: Hyperliquid, liquidations: price − side · margin available ÷ size ÷ (1 − l · side). Its interface of 2023 left the last factor out.</remarks>
    public static decimal? LiquidationPriceOf(decimal price, decimal size, decimal marginAvailable, decimal maintenanceRate)
    {
        var side = Math.Sign(size);
        var found = price - (side * marginAvailable / Math.Abs(size) / (1 - (maintenanceRate * side)));
        return found > 0 ? found : null;
    }

    /// <summary>Bankruptcy and liquidation price of an inverse position that a whole coin balance stands behind, with the fee to close at the bankruptcy price.</summary>
    /// <param name="contracts">Signed face value, not zero.</param>
    /// <param name="entry">Average entry price, above zero.</param>
    /// <param name="balance">Coin balance.</param>
    /// <param name="maintenanceRate">Share of the entry value to be kept.</param>
    /// <param name="closingFee">Fee rate of closing.</param>
    /// <returns>Each null when there is none above zero.</returns>
    /// <remarks>Source: Bybit, inverse perpetuals in cross margin before unified accounts: (1 + fee) · Q ÷ (Q ÷ entry + balance).</remarks>
    public static (decimal? Bankruptcy, decimal? Liquidation) InverseCross(
        decimal contracts,
        decimal entry,
        decimal balance,
        decimal maintenanceRate,
        decimal closingFee
    )
    {
        var side = Math.Sign(contracts);
        var face = Math.Abs(contracts);
        var atEntry = face / entry;
        // What closing may cost in coin until nothing is left: balance + profit − fee = 0, profit of a long being entry value − value.
        var bankruptcy = Quotient((side + closingFee) * face, balance + (side * atEntry));
        if (bankruptcy is not { } price)
        {
            return (null, null);
        }

        var kept = (maintenanceRate * atEntry) + (closingFee * face / price);
        return (price, Quotient(side * face, balance + (side * atEntry) - kept));
    }

    /// <summary>The liquidation price of an isolated position where maintenance margin is a rate, the fee to close beside it.</summary>
    /// <param name="size">Signed size in the underlying; of an inverse contract the signed face value. Not zero.</param>
    /// <param name="entry">Average entry price, above zero.</param>
    /// <param name="margin">Its margin, in the settlement asset.</param>
    /// <param name="rate">Maintenance rate and fee rate together.</param>
    /// <param name="isInverse">Whether the contract is inverse.</param>
    /// <returns>The price; null when there is none above zero.</returns>
    /// <remarks>Source: OKX and Gate: (entry ∓ margin ÷ size) ÷ (1 ∓ rate); inverse (1 ± rate) ÷ (1 ÷ entry ± margin ÷ face value).</remarks>
    public static decimal? IsolatedAtRate(decimal size, decimal entry, decimal margin, decimal rate, bool isInverse)
    {
        var side = Math.Sign(size);
        var perUnit = margin / Math.Abs(size);
        return isInverse
            ? Quotient(1 + (side * rate), (1 / entry) + (side * perUnit))
            : Quotient(entry - (side * perUnit), 1 - (side * rate));
    }

    /// <summary>The price at which an isolated position has used up the margin that its leverage put up.</summary>
    /// <param name="isLong">Its side.</param>
    /// <param name="entry">Average entry price, above zero.</param>
    /// <param name="leverage">Leverage, at least 1.</param>
    /// <param name="isInverse">Whether the contract is inverse.</param>
    /// <returns>The price; null when there is none above zero.</returns>
    /// <remarks>Source: Bybit: linear entry · (1 ∓ 1 ÷ leverage); inverse entry · leverage ÷ (leverage ± 1).</remarks>
    public static decimal? BankruptcyAtLeverage(bool isLong, decimal entry, decimal leverage, bool isInverse)
    {
        var side = isLong ? 1 : -1;
        return isInverse ? Quotient(entry * leverage, leverage + side) : Quotient(entry * (leverage - side), leverage);
    }

    /// <summary>The liquidation price of an isolated inverse position, with what was added to it less the fee to close it with.</summary>
    /// <param name="contracts">Signed face value, not zero.</param>
    /// <param name="entry">Average entry price, above zero.</param>
    /// <param name="leverage">The user's leverage, which says what the position began with.</param>
    /// <param name="maintenanceRate">Share of the value at the price itself that is to be kept.</param>
    /// <param name="deduction">What comes off that, in coin.</param>
    /// <param name="added">Coin added to the position.</param>
    /// <param name="closingFee">Fee rate of closing, below 1.</param>
    /// <returns>Null when there is none above zero.</returns>
    /// <remarks>
    /// Source: Bybit, inverse contracts in isolated margin of unified accounts (May 2026): for a long
    /// Q · (1 + MMR) ÷ (Q ÷ entry + Q ÷ entry ÷ L + added ÷ (1 + fee) + deduction), for a short the signs the other way.
    /// </remarks>
    public static decimal? InverseIsolated(
        decimal contracts,
        decimal entry,
        decimal leverage,
        decimal maintenanceRate,
        decimal deduction,
        decimal added,
        decimal closingFee
    )
    {
        var side = Math.Sign(contracts);
        var face = Math.Abs(contracts);
        var atEntry = face / entry;
        var behind = (atEntry / leverage) + (added / (1 + (side * closingFee))) + deduction;
        return Quotient(face * (1 + (side * maintenanceRate)), atEntry + (side * behind));
    }

    private static decimal? Quotient(decimal dividend, decimal divisor) =>
        divisor != 0 && dividend / divisor is > 0 and var price ? price : null;
}
