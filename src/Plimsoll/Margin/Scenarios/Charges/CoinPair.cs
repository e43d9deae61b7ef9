namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Two settlement coins whose positions may hedge each other.</summary>
/// <param name="Coin">One.</param>
/// <param name="Against">The other; empty for what settles in money, or in any coin that no pair names.</param>
public sealed record CoinPair(string Coin, string Against);
