namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>An order that may fill, wholly, in part or never: what it would add to the account.</summary>
/// <param name="Book">What it would add: one position of what is left of the order, at the prices of the account's book of the same underlying.</param>
/// <param name="IsBuy">Whether it buys.</param>
public sealed record OpenOrder(RiskBook Book, bool IsBuy);
