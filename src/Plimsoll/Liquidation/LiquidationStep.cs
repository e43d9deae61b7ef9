namespace Plimsoll.Liquidation;

/// <summary>What an account would be left with after closing a share of every position at mark.</summary>
/// <param name="Share">Share of every position that is closed, 0 … 1.</param>
/// <param name="Maintenance">Maintenance margin left.</param>
/// <param name="Penalty">Liquidation fee.</param>
/// <param name="AccountValue">Account value left, signed.</param>
/// <param name="MarginRatio">Maintenance margin ÷ account value; null where no value is left.</param>
public sealed record LiquidationStep(decimal Share, decimal Maintenance, decimal Penalty, decimal AccountValue, decimal? MarginRatio);
