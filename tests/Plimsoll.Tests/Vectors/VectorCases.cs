namespace Plimsoll.Tests.Vectors;

/// <summary>Which vectors are run, by what they are examples of. <see cref="VectorCoverageTests"/> counts them and says why the rest is not.</summary>
internal static class VectorCases
{
    // --- Margin tables -------------------------------------------------------------------------------------------------------------------
    public static VectorSet Brackets { get; } =
        Whole("binance-usdm", "maintenance_bracket").And(Whole("binance-usdm", "maintenance_amount"));

    public static VectorSet NextAmount { get; } = Whole("binance-coinm", "maintenance_amount");

    public static VectorSet FlatBrackets { get; } = Whole("okx", "maintenance_bracket");

    public static VectorSet LeverageBrackets { get; } = Whole("hyperliquid", "maintenance_bracket");

    /// <summary>A sixth has no whole number of billionths: compared to a billionth of the notional.</summary>
    public static VectorSet LeverageTiers { get; } = Whole("hyperliquid", "stepTierMaintenanceMargin");

    // --- Requirements --------------------------------------------------------------------------------------------------------------------
    public static VectorSet LinearMargins { get; } = Ids("dydx-100bips-res4", "dydx-im20", "dydx-im5-mm3");

    public static VectorSet InverseMargins { get; } = Whole("bybit", "im_mm");

    /// <summary>Its margins; its liquidation price keeps the maintenance margin of the entry, which the product takes at the mark.</summary>
    public static VectorSet LeveragedMargins { get; } = Whole("bybit", "im_mm_liq").AsPart();

    public static VectorSet InitialMargins { get; } = Ids("dydx-oimf-01", "dydx-oimf-04");

    public static VectorSet WorseSides { get; } = Whole("paradex", "initial_margin").And(Whole("paradex", "openOrderInitialMargin"));

    public static VectorSet StandardManager { get; } =
        Ids("derive-srm-24", "derive-srm-27", "derive-srm-29", "derive-srm-30", "derive-srm-31", "derive-srm-32");

    /// <summary>Their maintenance margin; initial margin adds charges for doubtful oracles and a lost peg.</summary>
    public static VectorSet StandardManagerMaintenance { get; } = Ids("derive-srm-39", "derive-srm-41").AsPart();

    public static VectorSet AccountTotals { get; } = Whole("hyperliquid", "account");

    /// <summary>The isolated position; the cross account beside it borrows at a liability weight.</summary>
    public static VectorSet Isolated { get; } = Whole("drift", "isolatedAndCrossMargin").AsPart();

    /// <summary>What it is worth and must keep; how much of it is then closed is the liquidation's affair.</summary>
    public static VectorSet BeforeLiquidation { get; } = Whole("paradex", "proRataPartialLiquidation").AsPart();

    // --- Collateral ----------------------------------------------------------------------------------------------------------------------
    public static VectorSet DiscountLadders { get; } = Whole("okx", "collateral_haircut");

    // --- Liquidation and bankruptcy prices -----------------------------------------------------------------------------------------------
    public static VectorSet LinearLiquidations { get; } = Whole("binance-usdm", "liquidation_price");

    public static VectorSet MarginAvailable { get; } = Ids("hyperliquid-liq-current-formula", "hyperliquid-liqprice-01");

    public static VectorSet AutoClose { get; } = Whole("ftx", "auto_close_price");

    public static VectorSet InverseBankruptcy { get; } = Whole("bybit", "bankruptcy_price");

    public static VectorSet Bankruptcies { get; } =
        Ids("dydx-bankruptcy-01", "dydx-bankruptcy-03", "dydx-bankruptcy-06", "dydx-bankruptcy-08", "dydx-bankruptcy-09");

    /// <summary>Their margins: two close a part of a position, and one has a price below zero, where the product has none.</summary>
    public static VectorSet BankruptcyMargins { get; } = Ids("dydx-bankruptcy-05", "dydx-bankruptcy-11", "dydx-bankruptcy-13").AsPart();

    // --- Prices and funding --------------------------------------------------------------------------------------------------------------
    public static VectorSet FairPrices { get; } = Whole("bitmex", "mark_price");

    public static VectorSet MedianMarks { get; } = Whole("binance-usdm", "mark_price");

    public static VectorSet Medians { get; } = Ids("Q21", "Q22");

    public static VectorSet Interest { get; } = Whole("bitmex", "funding");

    public static VectorSet Dampers { get; } = Whole("deribit", "funding");

    /// <summary>Premium and rate for eight hours; the eighth of it that each hour pays is a matter of the interval.</summary>
    public static VectorSet EightHours { get; } = Whole("hyperliquid", "funding").AsPart();

    /// <summary>Stated with ten decimals; the product's rates have nine, rounded down.</summary>
    public static VectorSet Premiums { get; } = Whole("hyperliquid", "premium_index");

    // --- Profit and loss -----------------------------------------------------------------------------------------------------------------
    public static VectorSet Profits { get; } = Whole("bitmex", "pnl").And(Whole("binance-pm", "unrealized_pnl"));

    public static VectorSet MarkToMarket { get; } = Whole("vega", "mtm_cashflow");

    public static VectorSet EquityPaths { get; } = Ids("ftx-flow-drop-0.205");

    /// <summary>Its equity; its leverage is on the notional at entry.</summary>
    public static VectorSet EquityOfPath { get; } = Ids("ftx-flow-drop-0.165").AsPart();

    // --- Distributions of prices ---------------------------------------------------------------------------------------------------------
    public static VectorSet LognormalFactors { get; } = Whole("vega", "lognormal_risk_factors");

    public static VectorSet LognormalRanges { get; } = Whole("vega", "lognormal_bounds");

    /// <summary>Their maintenance margin; the other levels and the slippage are not the product's.</summary>
    public static VectorSet LognormalMargins { get; } = Whole("vega", "lognormal_margin").AsPart();

    private static VectorSet Whole(string origin, string kind) =>
        new([.. VectorFiles.All.Where(vector => vector.Origin == origin && vector.Kind == kind)], IsWhole: true);

    private static VectorSet Ids(params string[] ids) => new([.. ids.Select(VectorFiles.Find)], IsWhole: true);
}
