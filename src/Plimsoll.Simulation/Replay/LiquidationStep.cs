namespace Plimsoll.Simulation.Replay;

/// <summary>One step of a liquidation.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Symbol">The instrument or asset it is about.</param>
/// <param name="Coins">Signed coins, for orders, fills and transfers of positions.</param>
/// <param name="Price">Limit, fill or mark price, where there is one.</param>
/// <param name="Amount">Dollars: fee or money moved.</param>
public readonly record struct LiquidationStep(
    long AtMs,
    LiquidationStepKind Kind,
    string Symbol,
    decimal Coins,
    decimal Price,
    decimal Amount
);
