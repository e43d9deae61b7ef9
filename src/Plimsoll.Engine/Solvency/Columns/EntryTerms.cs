namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>What tells one entry of a price from another.</summary>
/// <param name="IsUp">Whether it is rounded up, for quantities below zero, rather than down.</param>
/// <param name="Share">What counts of a lot's value, in 10^-18: one less the requirement of who holds, one more of who owes; of a coin its weight.</param>
/// <param name="Bits">Of a coin: how many bits its lot has.</param>
internal readonly record struct EntryTerms(bool IsUp, ulong Share, int Bits = 0);
