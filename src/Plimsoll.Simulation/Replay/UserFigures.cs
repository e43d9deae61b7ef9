namespace Plimsoll.Simulation.Replay;

/// <summary>What became of the users, in dollars. Collateral counts at its last price on both sides, so only trading shows.</summary>
/// <param name="Liquidated">Traders who were liquidated at least once.</param>
/// <param name="Deposited">What all users brought.</param>
/// <param name="Pnl">Profit of all users.</param>
/// <param name="LiquidatedPnl">Profit of those who were liquidated.</param>
/// <param name="LiquidationFees">Fees of liquidations, paid to the fund.</param>
/// <param name="TopUps">Deposits that answered a margin call.</param>
/// <param name="HeldMost">The most accounts held at once.</param>
/// <param name="PnlOf">Profit by trader.</param>
/// <param name="WasLiquidated">By trader: whether it was liquidated.</param>
public sealed record UserFigures(
    int Liquidated,
    decimal Deposited,
    decimal Pnl,
    decimal LiquidatedPnl,
    decimal LiquidationFees,
    long TopUps,
    int HeldMost,
    IReadOnlyList<decimal> PnlOf,
    IReadOnlyList<bool> WasLiquidated
);
