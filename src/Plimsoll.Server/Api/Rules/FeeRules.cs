using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>Fees as shares of a fill's notional.</summary>
/// <param name="Maker">Paid by the resting side; below zero is a rebate.</param>
/// <param name="Taker">Paid by the aggressive side.</param>
/// <param name="Liquidation">Paid by a liquidated account to the insurance fund instead of the taker fee.</param>
public sealed record FeeRules(DecimalText Maker, DecimalText Taker, DecimalText Liquidation);
