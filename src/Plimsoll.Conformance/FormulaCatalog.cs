namespace Plimsoll.Conformance;

/// <summary>The formulas that vectors name, and whose vectors follow them: a venue that is new here is understood by its formula.</summary>
internal static class FormulaCatalog
{
    /// <summary>The first of several stands for a venue or a kind that none of them is.</summary>
    private static readonly Dictionary<string, (string Venue, string Kind)[]> Formulas = new(StringComparer.Ordinal)
    {
        ["account_totals"] = [("hyperliquid", "account")],
        ["basel_zone"] = [("statistics", "var_backtest")],
        ["binance_adl_score"] = [("binance-usdm", "adl_score")],
        ["binance_linear_liq"] = [("binance-usdm", "liquidation_price")],
        ["bitmex_adl_allocate"] = [("bitmex", "adl_allocation")],
        ["bitmex_adl_percentiles"] = [("bitmex", "adl_queue")],
        ["bitmex_adl_score"] = [("bitmex", "adl_score")],
        ["bitmex_fair_perp"] = [("bitmex", "mark_price")],
        ["bitmex_funding"] = [("bitmex", "funding")],
        ["bybit_inverse_cross_legacy"] = [("bybit", "bankruptcy_and_liq")],
        ["bybit_inverse_margin"] = [("bybit", "im_mm")],
        ["bybit_isolated_linear_full"] = [("bybit", "im_mm_liq"), ("bybit", "liquidation_price")],
        ["bybit_isolated_linear_liq"] = [("bybit", "liquidation_price"), ("bybit", "im_mm_liq")],
        ["cancel_non_offsetting"] = [("paradex", "order_cancellation")],
        ["christoffersen_ind"] = [("statistics", "var_backtest")],
        ["dederi_future"] = [("dederi", "portfolio_component")],
        ["deribit_funding_rate"] = [("deribit", "funding")],
        ["deribit_inverse_option_standard"] = [("deribit", "im_mm")],
        ["deribit_legacy_pm_contingency"] = [("deribit", "pm_contingency")],
        ["deribit_legacy_pm_iv_move"] = [("deribit", "pm_vol_move")],
        ["deribit_linear_option_standard"] = [("deribit", "im_mm")],
        ["deribit_linear_perp_margin"] = [("deribit", "im_mm")],
        ["deribit_pme_inverse_futures"] = [("deribit", "portfolio_margin")],
        ["derive_pmrm2"] = [("derive", "portfolio_margin")],
        ["dydx_v4_margin"] = [("dydx-v4", "im_mm")],
        ["ftx_acmf"] = [("ftx", "auto_close_fraction")],
        ["ftx_backstop_close"] = [("ftx", "backstop_price")],
        ["ftx_equity_path"] = [("ftx", "equity_path")],
        ["ftx_margin_fraction_price"] = [("ftx", "auto_close_price"), ("ftx", "liquidation_price")],
        ["hyperliquid_adl_index"] = [("hyperliquid", "adl_score")],
        ["hyperliquid_cross_2023"] = [("hyperliquid", "liquidation_price")],
        ["hyperliquid_funding"] = [("hyperliquid", "funding"), ("hyperliquid", "premium_index")],
        ["hyperliquid_liq"] = [("hyperliquid", "liquidation_price")],
        ["hyperliquid_tier_mm"] = [("hyperliquid", "maintenance_bracket")],
        ["inverse_bankruptcy_legacy"] = [("bybit", "bankruptcy_price")],
        ["inverse_pnl"] = [("bitmex", "pnl")],
        ["kupiec_region"] = [("statistics", "var_backtest")],
        ["linear_pnl"] = [("binance-pm", "unrealized_pnl")],
        ["median_mark"] = [("binance-usdm", "mark_price")],
        ["okx_discount_ladder"] = [("okx", "collateral_haircut")],
        ["okx_gate_isolated_linear_liq"] = [("okx", "liquidation_price"), ("gate", "liquidation_price")],
        ["okx_mr9"] = [("okx", "portfolio_component")],
        ["okx_tier_lookup_upper_inclusive"] = [("okx", "maintenance_bracket")],
        ["paradex_min_delta"] = [("paradex", "portfolio_component")],
        ["paradex_net_imr"] = [("paradex", "initial_margin")],
        ["paradex_partial_liquidation"] = [("paradex", "liquidation")],
        ["paradex_socialized_loss"] = [("paradex", "loss_socialization")],
        ["regt_naked_option"] = [("us-reg-t", "maintenance_margin")],
        ["span_scan_futures"] = [("cme-span", "scan_risk")],
        ["spot_margin_liq"] = [("binance-margin", "liquidation_price")],
        ["tier_cum_step"] = [("binance-coinm", "maintenance_amount")],
        ["tier_lookup"] =
        [
            ("binance-usdm", "maintenance_bracket"),
            ("binance-usdm", "maintenance_amount"),
            ("binance-coinm", "maintenance_amount"),
        ],
        ["vega_margin"] = [("vega", "maintenance_margin")],
    };

    /// <summary>The formulas that are known.</summary>
    public static IEnumerable<string> Names => Formulas.Keys;

    /// <summary>Whose rule a vector follows: where it names a formula, that decides; else its own venue's.</summary>
    /// <returns>Null when the formula is not known.</returns>
    public static (string Venue, string Kind)? RuleOf(Vector vector) =>
        !Formulas.TryGetValue(vector.Formula, out var rules) ? null
        : rules.Contains((vector.Venue, vector.Kind)) ? (vector.Venue, vector.Kind)
        : rules.FirstOrDefault(rule => rule.Kind == vector.Kind, rules[0]);

    /// <summary>Why the rule that is run may not be the one that a vector names; empty when it is, or the vector names none.</summary>
    public static string Remark(Vector vector) =>
        vector.Formula.Length == 0 || !TranslatorCatalog.Has(vector.Venue, vector.Kind) ? ""
        : RuleOf(vector) is not { } rule
            ? $"names the formula {vector.Formula}, which is not known here: run by the rule of {vector.Venue} for {vector.Kind}"
        : rule != (vector.Venue, vector.Kind)
            ? $"names the formula {vector.Formula} of {rule.Venue} {rule.Kind}, which decided: other vectors of {vector.Venue} for {vector.Kind} follow another rule"
        : "";
}
