namespace Plimsoll.Formats.Estimates;

/// <summary>One way to bring an account back to a target.</summary>
/// <param name="Action">What to do: deposit an asset, or close part of a position.</param>
/// <param name="Name">The asset or the instrument.</param>
/// <param name="Amount">How much of it at least; null when no amount is enough.</param>
/// <param name="Cost">What it takes in the numeraire: the value deposited, or the notional closed; null with <paramref name="Amount"/>.</param>
public sealed record Cure(CureAction Action, string Name, decimal? Amount, decimal? Cost);
