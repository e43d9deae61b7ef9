namespace Plimsoll.Margin.Scenarios;

/// <summary>What one underlying is credited for spreads with another.</summary>
/// <param name="Against">The other underlying.</param>
/// <param name="Spreads">Spreads formed.</param>
/// <param name="Rate">Share of the risk that is credited.</param>
/// <param name="Amount">The credit, not negative, before the level's factor.</param>
public sealed record LegCredit(string Against, double Spreads, double Rate, double Amount);
