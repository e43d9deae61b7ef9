namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>What holds once a coin has lost its peg.</summary>
/// <param name="Price">Price of one coin of a pair in the other, the lower of both ways; above zero, at most 1.</param>
/// <param name="Ladder">Rates at that price, by hedged amount.</param>
public sealed record OffPegLadder(double Price, AmountLadder Ladder);
