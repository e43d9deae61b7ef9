namespace Plimsoll.Simulation.Replay;

/// <summary>Deleveraging.</summary>
/// <param name="Events">Closings of a winner.</param>
/// <param name="Accounts">Different accounts that were closed.</param>
/// <param name="Notional">Dollars of notional at the mark.</param>
/// <param name="GivenUp">Dollars of profit that winners gave up.</param>
public sealed record AdlFigures(long Events, long Accounts, decimal Notional, decimal GivenUp);
