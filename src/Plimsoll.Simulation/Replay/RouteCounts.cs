namespace Plimsoll.Simulation.Replay;

/// <summary>How often each way out of a position was taken.</summary>
/// <param name="Book">Fills of liquidation orders on the book.</param>
/// <param name="Fund">Positions that went to the insurance fund.</param>
/// <param name="Adl">Winners that were closed.</param>
/// <param name="Socialised">Shares of losses that were borne.</param>
public sealed record RouteCounts(long Book, long Fund, long Adl, long Socialised);
