using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>An open order, of a user or of the engine.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Account">The margin unit that carries it.</param>
/// <param name="Instrument">Its instrument.</param>
/// <param name="Remaining">What is left of it, signed.</param>
/// <param name="Limit">Its limit price.</param>
/// <param name="IsReduceOnly">Whether it needs no margin.</param>
/// <param name="ClientId">The client's number, or zero.</param>
/// <param name="IsLiquidation">Whether the engine placed it.</param>
/// <param name="Deadline">When a liquidation order counts as done.</param>
internal sealed record NaiveOrder(
    long Id,
    int Account,
    int Instrument,
    BigInteger Remaining,
    BigInteger Limit,
    bool IsReduceOnly,
    long ClientId,
    bool IsLiquidation = false,
    long Deadline = long.MaxValue
);
