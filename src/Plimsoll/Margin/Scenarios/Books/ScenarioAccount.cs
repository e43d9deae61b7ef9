namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>An account under portfolio margin.</summary>
/// <param name="Books">What it holds, by underlying.</param>
/// <param name="Cash">Cash in the settlement coin; below zero is owed.</param>
/// <param name="CoinPrice">Price of the settlement coin, above zero; 1 for money that cannot lose its peg. Collateral is counted in it.</param>
public sealed record ScenarioAccount(IReadOnlyList<RiskBook> Books, double Cash = 0, double CoinPrice = 1);
