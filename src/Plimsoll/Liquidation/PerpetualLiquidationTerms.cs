namespace Plimsoll.Liquidation;

/// <summary>On what terms a liquidator takes over a perpetual position.</summary>
/// <param name="BaseFee">Share of the price that the liquidator earns on base, from 0.</param>
/// <param name="PlatformFee">Share of the price that the venue earns on base, from 0.</param>
/// <param name="SettlementFee">Share of a positive result that the liquidator keeps when paying it out, from 0 to 1.</param>
/// <param name="Slack">Health below zero, as a magnitude, that the last phase no longer acts upon: it keeps rounding from costing a lot.</param>
/// <param name="MaxLots">The most lots that the liquidator takes, as a magnitude.</param>
/// <param name="MaxSettlement">The most profit that the liquidator pays out, before the fee, zero or more.</param>
public sealed record PerpetualLiquidationTerms(
    decimal BaseFee,
    decimal PlatformFee,
    decimal SettlementFee,
    decimal Slack,
    decimal MaxLots,
    decimal MaxSettlement
);
