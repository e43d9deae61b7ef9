using Plimsoll.Engine.Accounts;

namespace Plimsoll.Engine.Copies;

/// <summary>A unit of margin in a copy.</summary>
/// <param name="Unit">Its place in the copy.</param>
/// <param name="Account">Whose copy it is.</param>
/// <param name="IsLiquidatable">Whether it has a line at all: market makers and the venue's own accounts have none.</param>
public readonly record struct CopiedUnit(int Unit, AccountId Account, bool IsLiquidatable);
