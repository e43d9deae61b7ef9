namespace Plimsoll.Margin.Scenarios;

/// <summary>A credit between two underlyings and its amount.</summary>
/// <param name="Credit">The credit.</param>
/// <param name="Spreads">How many spreads were formed.</param>
/// <param name="Amount">Not negative, before any factor.</param>
public sealed record CreditOutcome(SpreadCredit Credit, double Spreads, double Amount);
