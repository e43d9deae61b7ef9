namespace Plimsoll.Simulation.Replay;

/// <summary>A position as it was when a liquidation began; money is in dollars.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Coins">Signed coins.</param>
/// <param name="Entry">What a coin cost on average.</param>
/// <param name="Mark">The mark price.</param>
/// <param name="UnrealisedPnl">Profit or loss at the mark.</param>
public readonly record struct EpisodePosition(string Symbol, decimal Coins, decimal Entry, decimal Mark, decimal UnrealisedPnl)
{
    /// <summary>Unsigned coins times the mark.</summary>
    public decimal Notional => Math.Abs(Coins) * Mark;
}
