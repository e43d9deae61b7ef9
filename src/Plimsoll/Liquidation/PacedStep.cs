namespace Plimsoll.Liquidation;

/// <summary>What one visit of a liquidator did.</summary>
/// <param name="Slot">When.</param>
/// <param name="After">The account afterwards.</param>
/// <param name="Shortage">Margin that was missing when open orders had been cancelled.</param>
/// <param name="Transferred">Size that went over, without sign.</param>
/// <param name="LiquidatorSize">The same as the liquidator's signed position.</param>
/// <param name="LiquidatorQuote">Signed quote that the liquidator paid (below zero) or received for it.</param>
/// <param name="InsuranceFee">What the insurance fund received.</param>
/// <param name="MarginFreed">Shortage freed since the liquidation began; zero when it has ended.</param>
/// <param name="ShareFreed">That as a share of the whole shortage, cut to millionths; null when there is none.</param>
/// <param name="HasEnded">Whether the account is left alone again.</param>
public sealed record PacedStep(
    decimal Slot,
    PacedAccount After,
    decimal Shortage,
    decimal Transferred,
    decimal LiquidatorSize,
    decimal LiquidatorQuote,
    decimal InsuranceFee,
    decimal MarginFreed,
    decimal? ShareFreed,
    bool HasEnded
);
