using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;

namespace Plimsoll.Formats.Estimates;

/// <summary>One unit of margin: a cross account, or an isolated position with its own collateral.</summary>
/// <param name="Balances">What it holds.</param>
/// <param name="Lines">Its positions and orders.</param>
/// <param name="Positions">Which position of the portfolio a line is; null for a line of orders alone.</param>
internal sealed record MarginUnit(BalanceLine[] Balances, PositionLine[] Lines, HeldPosition?[] Positions);
