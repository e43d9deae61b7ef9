using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>One asset's part of equity, with every step.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Balance">Its balance.</param>
/// <param name="UnrealisedPnl">Unrealised P&amp;L of positions settled in it.</param>
/// <param name="Counted">Balance and P&amp;L after cap and haircut, in the asset's units.</param>
/// <param name="IndexPrice">The price at which it is valued; zero for the numeraire.</param>
/// <param name="Equity">What it adds to equity, in the numeraire.</param>
/// <param name="NetLiquidationValue">What it adds to NLV, in the numeraire.</param>
public readonly record struct EquityTerm(
    AssetId Asset,
    Money Balance,
    Money UnrealisedPnl,
    Money Counted,
    Price IndexPrice,
    Money Equity,
    Money NetLiquidationValue
);
