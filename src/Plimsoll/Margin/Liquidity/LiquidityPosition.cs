namespace Plimsoll.Margin.Liquidity;

/// <summary>A position as its closing sees it.</summary>
/// <param name="Name">For the explanation.</param>
/// <param name="StandaloneRisk">Its own value at risk over one day, not negative.</param>
/// <param name="Days">How long closing it takes, not negative.</param>
/// <param name="Cost">What closing it costs, not negative.</param>
public sealed record LiquidityPosition(string Name, double StandaloneRisk, double Days, double Cost);
