namespace Plimsoll.Margin;

/// <summary>Margin of an account with debts under cross margin and perpetual positions that are each isolated in their own collateral.</summary>
/// <remarks>
/// Source: Drift v2, margin: cross margin is computed without the isolated positions, and each of these with its own collateral and profit only.
/// Weights and ratios count ten-thousandths; answers count the quote asset's units, of which <c>unit</c> are a whole one.
/// </remarks>
public static class IsolatedAndCross
{
    private const decimal WeightUnits = 10_000;

    /// <summary>Requirement and collateral of the cross part.</summary>
    /// <param name="deposit">Deposit of the quote asset, in whole ones.</param>
    /// <param name="debts">Amount, price and liability weight of each debt; the sign of an amount does not matter.</param>
    /// <param name="unit">Units in a whole quote asset.</param>
    public static (decimal Requirement, decimal Collateral) Cross(
        decimal deposit,
        IEnumerable<(decimal Amount, decimal Price, decimal Weight)> debts,
        decimal unit
    ) => (debts.Sum(debt => Math.Abs(debt.Amount) * debt.Price * debt.Weight * unit / WeightUnits), deposit * unit);

    /// <summary>Requirement and collateral of an isolated position.</summary>
    /// <param name="collateral">Collateral set aside for it.</param>
    /// <param name="size">Signed size.</param>
    /// <param name="quote">Signed quote balance of the position: what it was bought for, negative for a long.</param>
    /// <param name="price">Oracle price.</param>
    /// <param name="ratio">Margin ratio.</param>
    /// <param name="unit">Units in a whole quote asset.</param>
    public static (decimal Requirement, decimal Collateral) Isolated(
        decimal collateral,
        decimal size,
        decimal quote,
        decimal price,
        decimal ratio,
        decimal unit
    ) => (Math.Abs(size) * price * ratio * unit / WeightUnits, (collateral + (size * price) + quote) * unit);
}
