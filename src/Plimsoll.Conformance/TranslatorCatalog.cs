using Plimsoll.Conformance.Translators;

namespace Plimsoll.Conformance;

/// <summary>Which translator a vector needs, or why there is none.</summary>
public static class TranslatorCatalog
{
    private static readonly Dictionary<(string Venue, string Kind), Func<Vector, Translation>> Translators = All()
        .ToDictionary(entry => (entry.Venue, entry.Kind), entry => entry.Translate);

    /// <summary>Formulas that several venues share.</summary>
    private static readonly Dictionary<string, (string Venue, string Kind)> Formulas = new(StringComparer.Ordinal)
    {
        ["tier_lookup"] = ("binance-usdm", "maintenance_bracket"),
        ["tier_cum_step"] = ("binance-coinm", "maintenance_amount"),
        ["okx_tier_lookup_upper_inclusive"] = ("okx", "maintenance_bracket"),
        ["hyperliquid_tier_mm"] = ("hyperliquid", "maintenance_bracket"),
        ["linear_pnl"] = ("binance-pm", "unrealized_pnl"),
        ["inverse_pnl"] = ("bitmex", "pnl"),
        ["binance_linear_liq"] = ("binance-usdm", "liquidation_price"),
        ["okx_gate_isolated_linear_liq"] = ("okx", "liquidation_price"),
        ["bybit_isolated_linear_liq"] = ("bybit", "liquidation_price"),
        ["inverse_bankruptcy_legacy"] = ("bybit", "bankruptcy_price"),
        ["spot_margin_liq"] = ("binance-margin", "liquidation_price"),
        ["okx_discount_ladder"] = ("okx", "collateral_haircut"),
        ["regt_naked_option"] = ("us-reg-t", "maintenance_margin"),
        ["paradex_net_imr"] = ("paradex", "initial_margin"),
        ["median_mark"] = ("binance-usdm", "mark_price"),
        ["bitmex_fair_perp"] = ("bitmex", "mark_price"),
        ["deribit_funding_rate"] = ("deribit", "funding"),
        ["basel_zone"] = ("statistics", "var_backtest"),
        ["christoffersen_ind"] = ("statistics", "var_backtest"),
        ["kupiec_region"] = ("statistics", "var_backtest"),
    };

    /// <summary>Why a vector is not run; null when it is.</summary>
    public static string? ReasonToSkip(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return Find(vector) is not null ? null : "no rule of this kind yet";
    }

    /// <summary>Translates a vector that is not skipped.</summary>
    public static Translation Translate(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return Find(vector)!(vector);
    }

    /// <summary>By venue and kind; or, for a venue that is new here, by the formula that the vector says it follows.</summary>
    private static Func<Vector, Translation>? Find(Vector vector) =>
        Translators.TryGetValue((vector.Venue, vector.Kind), out var own) ? own
        : Formulas.TryGetValue(vector.Formula, out var known) ? Translators[known]
        : null;

    // One line for each venue; a venue's translators live in a file of their own.
    private static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All() =>
        [
            .. BacktestTranslators.All,
            .. BinanceRuleTranslators.All,
            .. BitmexRuleTranslators.All,
            .. ClosedFormTranslators.All,
            .. DangoTranslators.All,
            .. DeribitTranslators.All,
            .. DeriveAuctionTranslators.All,
            .. DerivePortfolioTranslators.All,
            .. DeriveVenueTranslators.All,
            .. DeriveTranslators.All,
            .. DriftTranslators.All,
            .. DydxTranslators.All,
            .. FtxRuleTranslators.All,
            .. HyperliquidRuleTranslators.All,
            .. LiquidationPriceTranslators.All,
            .. MangoTranslators.All,
            .. OkxRuleTranslators.All,
            .. ParadexRuleTranslators.All,
            .. RequirementTranslators.All,
            .. ScenarioTranslators.All,
            .. SynthetixTranslators.All,
            .. TierTranslators.All,
            .. VegaTranslators.All,
        ];
}
