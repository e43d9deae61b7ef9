namespace Plimsoll.Collateral;

/// <summary>One rung of a ladder of discount rates, as venues publish them.</summary>
/// <param name="UpTo">The amount up to which the rate holds, above zero; counted from the rung before.</param>
/// <param name="Rate">The share of the value that counts, 0 … 1: one less the haircut.</param>
public readonly record struct DiscountRung(decimal UpTo, decimal Rate);
