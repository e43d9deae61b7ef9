namespace Plimsoll.Liquidation;

/// <summary>An account with a position, in whole units, while it is liquidated.</summary>
/// <param name="Size">Signed size.</param>
/// <param name="Quote">Signed quote balance of the position: what it was bought for and the fees since, negative for a long.</param>
/// <param name="Collateral">Collateral beside it.</param>
/// <param name="OpenBid">Size of open buy orders, not negative.</param>
/// <param name="OpenAsk">Size of open sell orders, not negative.</param>
/// <param name="IsInLiquidation">Whether a liquidation has begun and not ended.</param>
/// <param name="MarginFreed">Shortage freed since it began.</param>
/// <param name="StartSlot">When the account was last active.</param>
public sealed record PacedAccount(
    decimal Size,
    decimal Quote,
    decimal Collateral,
    decimal OpenBid,
    decimal OpenAsk,
    bool IsInLiquidation,
    decimal MarginFreed,
    decimal StartSlot
)
{
    /// <summary>Unrealised profit at a price.</summary>
    public decimal ProfitAt(decimal price) => (Size * price) + Quote;

    /// <summary>Collateral and unrealised profit at a price.</summary>
    public decimal EquityAt(decimal price) => Collateral + ProfitAt(price);

    /// <summary>What is asked at a price for the larger of the positions that open orders may lead to.</summary>
    public decimal RequirementAt(decimal price, decimal ratio, decimal orderMargin)
    {
        var worst = Math.Max(Math.Abs(Size + OpenBid), Math.Abs(Size - OpenAsk));
        var sides = (OpenBid > 0 ? 1 : 0) + (OpenAsk > 0 ? 1 : 0);
        return (worst * price * ratio) + (sides * orderMargin);
    }

    /// <summary>Equity as a share of notional; null without a position.</summary>
    public decimal? RatioAt(decimal price) => Size == 0 ? null : EquityAt(price) / (Math.Abs(Size) * price);
}
