using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What an account has of an asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Account">The unit of margin that has it.</param>
/// <param name="Balance">The ledger's balance; below zero is a debt.</param>
/// <param name="UnrealisedPnl">Of positions that settle in it.</param>
/// <param name="IndexPrice">What one of it is worth in the numeraire; null before the first price.</param>
/// <param name="Value">Balance and unrealised profit in the numeraire, without haircut; null before the first price.</param>
/// <param name="Withdrawable">The most that margin lets leave now.</param>
public sealed record BalanceResponse(
    string Asset,
    string Account,
    DecimalText Balance,
    DecimalText UnrealisedPnl,
    DecimalText? IndexPrice,
    DecimalText? Value,
    DecimalText Withdrawable
);
