namespace Plimsoll.Margin.Health;

/// <summary>Health and what it is made of; the contributions add up to it.</summary>
/// <param name="Health">The sum, in the quote currency; below zero is too little.</param>
/// <param name="Balances">Balance of each token with the results of perpetuals that settle in it.</param>
/// <param name="Tokens">What each token contributes.</param>
/// <param name="Markets">What the reserved orders of each market contribute.</param>
public sealed record HealthBreakdown(
    decimal Health,
    IReadOnlyList<decimal> Balances,
    IReadOnlyList<decimal> Tokens,
    IReadOnlyList<decimal> Markets
);
