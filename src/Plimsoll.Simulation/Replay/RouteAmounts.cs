namespace Plimsoll.Simulation.Replay;

/// <summary>What went each way, in dollars.</summary>
/// <param name="Book">Notional filled on the book.</param>
/// <param name="Fund">Notional taken over by the insurance fund.</param>
/// <param name="Adl">Notional closed by deleveraging.</param>
/// <param name="Socialised">Losses shared.</param>
public sealed record RouteAmounts(decimal Book, decimal Fund, decimal Adl, decimal Socialised);
