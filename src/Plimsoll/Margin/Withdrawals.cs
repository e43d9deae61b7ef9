namespace Plimsoll.Margin;

/// <summary>What an account must keep when collateral is taken out.</summary>
public static class Withdrawals
{
    /// <summary>What must remain: initial margin, or a share of notional if that is more.</summary>
    /// <param name="initialMargin">Initial margin, not negative.</param>
    /// <param name="notional">Notional of all positions, not negative.</param>
    /// <param name="notionalShare">The share.</param>
    /// <remarks>Source: Hyperliquid, margining: max(initial margin, 10 % of notional).</remarks>
    public static decimal MustRemain(decimal initialMargin, decimal notional, decimal notionalShare) =>
        Math.Max(initialMargin, notional * notionalShare);
}
