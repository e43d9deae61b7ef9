namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>What tells one entry of a price from another.</summary>
/// <param name="IsOwed">Whether lots are owed, and everything is rounded up, rather than held.</param>
/// <param name="Rate">Of an instrument: the maintenance rate that covers it, in billionths. Of an asset: how many bits its lot has.</param>
internal readonly record struct EntryTerms(bool IsOwed, long Rate);
