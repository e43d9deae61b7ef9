namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>How far moves count: as if their loss were made at the edge of the ordinary range, less a dampener.</summary>
/// <remarks>
/// Profit · factor · R ÷ |m|, of a coin book also (1 + m) ÷ (1 ± R), so that a plain future loses what it loses at the edge; then the dampener
/// (max(|m| ÷ R, 1) − 1) · amount, in the coin ÷ ((1 ± R) · index), shrinks it toward zero. Source: Deribit private/pme/simulate, extended table.
/// </remarks>
/// <param name="Range">R, the ordinary range, above 0 and below 1.</param>
/// <param name="Factor">Not negative.</param>
/// <param name="Dampener">Amount in the quote currency, not negative.</param>
public sealed record TailScaling(double Range, double Factor, double Dampener)
{
    /// <summary>What a move's profit is multiplied by.</summary>
    /// <param name="move">Relative, not zero.</param>
    /// <param name="isInCoin">Whether profit is counted in the coin.</param>
    public double Multiple(double move, bool isInCoin) => Factor * Range / Math.Abs(move) * (isInCoin ? (1 + move) / (1 + Edge(move)) : 1);

    /// <summary>What its size is then reduced by, in the book's unit.</summary>
    public double Reduction(double move, double spot, bool isInCoin)
    {
        var amount = (Math.Max(Math.Abs(move) / Range, 1) - 1) * Dampener;
        return isInCoin ? amount / ((1 + Edge(move)) * spot) : amount;
    }

    private double Edge(double move) => move > 0 ? Range : -Range;
}
