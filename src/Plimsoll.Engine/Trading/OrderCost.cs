using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Engine.Trading;

/// <summary>What an order would cost in initial margin, asked before it is placed.</summary>
/// <remarks>Amounts are in the numeraire's unit, of the account that would margin the order. Source: docs/spec/0022-portfolio-accounts.md (PACC-028).</remarks>
/// <param name="Answer">What <see cref="MarginEngine.Apply"/> would answer: accepted, or the refusal with its shortfall.</param>
/// <param name="InitialMargin">Initial margin as it is.</param>
/// <param name="Open">Initial margin with the order open: what would be reserved. Null where the order could not even be looked at.</param>
/// <param name="Filled">Initial margin with the order filled at the mark. Null of a spot order, whose coins move, and where <paramref name="Open"/> is.</param>
public readonly record struct OrderCost(CommandResult Answer, Money InitialMargin, Money? Open, Money? Filled)
{
    /// <summary>What the order would add to what is reserved; below zero where it takes margin away. Null where it could not be looked at.</summary>
    public Money? Incremental => Open - InitialMargin;
}
