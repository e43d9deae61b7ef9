namespace Plimsoll.Tests.Vectors;

/// <summary>
/// Vectors that are run on the calculator itself: those about prices and funding, which the engine takes by other ways than models as files do,
/// and those that no model file can state yet. All others run through models and portfolios, in Plimsoll.Conformance.Tests, which counts them.
/// </summary>
internal static class VectorCases
{
    public static VectorSet StandardManager { get; } =
        Ids("derive-srm-24", "derive-srm-27", "derive-srm-29", "derive-srm-30", "derive-srm-31", "derive-srm-32");

    /// <summary>Their maintenance margin; initial margin adds charges for doubtful oracles and a lost peg.</summary>
    public static VectorSet StandardManagerMaintenance { get; } = Ids("derive-srm-39", "derive-srm-41");

    public static VectorSet FairPrices { get; } = Whole("bitmex", "mark_price");

    public static VectorSet MedianMarks { get; } = Whole("binance-usdm", "mark_price");

    public static VectorSet Medians { get; } = Ids("Q21", "Q22");

    public static VectorSet Interest { get; } = Whole("bitmex", "funding");

    public static VectorSet Dampers { get; } = Whole("deribit", "funding");

    /// <summary>Premium and rate for eight hours; the eighth of it that each hour pays is a matter of the interval.</summary>
    public static VectorSet EightHours { get; } = Whole("hyperliquid", "funding");

    /// <summary>Stated with ten decimals; the product's rates have nine, rounded down.</summary>
    public static VectorSet Premiums { get; } = Whole("hyperliquid", "premium_index");

    public static VectorSet MarkToMarket { get; } = Whole("vega", "mtm_cashflow");

    public static VectorSet LognormalFactors { get; } = Whole("vega", "lognormal_risk_factors");

    public static VectorSet LognormalRanges { get; } = Whole("vega", "lognormal_bounds");

    /// <summary>Their maintenance margin; the other levels and the slippage are not the product's.</summary>
    public static VectorSet LognormalMargins { get; } = Whole("vega", "lognormal_margin");

    private static VectorSet Whole(string origin, string kind) =>
        new([.. VectorFiles.All.Where(vector => vector.Origin == origin && vector.Kind == kind)]);

    private static VectorSet Ids(params string[] ids) => new([.. ids.Select(VectorFiles.Find)]);
}
