using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>An account's balance in one asset, as margin sees it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">The balance in its units; below zero is a debt.</param>
public readonly record struct BalanceLine(AssetId Asset, Money Amount);
