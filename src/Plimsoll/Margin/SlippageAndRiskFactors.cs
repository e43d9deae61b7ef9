namespace Plimsoll.Margin;

/// <summary>What a market demands for each unit of notional.</summary>
/// <param name="Slippage">Share of notional that closing costs, not negative.</param>
/// <param name="LongRisk">Share of notional at risk in a long position or a buy order, not negative.</param>
/// <param name="ShortRisk">The same for a short position or a sell order.</param>
/// <param name="QuadraticSlippage">Share of notional per contract that closing costs beside, not negative; retired by its venue.</param>
/// <param name="IsSlippageOnOrders">Whether orders slip as the position does; Vega's text says so, its engine does not.</param>
public sealed record SlippageAndRiskFactors(
    decimal Slippage,
    decimal LongRisk,
    decimal ShortRisk,
    decimal QuadraticSlippage = 0,
    bool IsSlippageOnOrders = false
);
