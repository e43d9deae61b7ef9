using Plimsoll.Margin.Health;

namespace Plimsoll.Liquidation;

/// <summary>What a liquidation leaves and moves. What the account gives up, liquidator and venue receive.</summary>
/// <param name="Account">The account afterwards, with the new balance of the settle token and the new position.</param>
/// <param name="Lots">Signed lots added to the account's position.</param>
/// <param name="Quote">Quote added to the account's position, for lots taken and for profit settled.</param>
/// <param name="Settled">Profit settled, before the fee.</param>
/// <param name="SettleToken">Settle token that the account received.</param>
/// <param name="LiquidatorFee">What the liquidator earned on base and settlement.</param>
/// <param name="PlatformFee">What the venue earned.</param>
/// <param name="Phases">The phases that did something, in order.</param>
public sealed record PerpetualLiquidationOutcome(
    HealthAccount Account,
    decimal Lots,
    decimal Quote,
    decimal Settled,
    decimal SettleToken,
    decimal LiquidatorFee,
    decimal PlatformFee,
    IReadOnlyList<PerpetualLiquidationPhase> Phases
);
