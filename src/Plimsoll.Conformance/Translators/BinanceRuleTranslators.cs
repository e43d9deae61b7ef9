namespace Plimsoll.Conformance.Translators;

/// <summary>Binance's vectors beside margin in the product's words.</summary>
internal static class BinanceRuleTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("binance-usdm", "mark_price", Mark),
            ("binance-usdm", "adl_score", AdlScore),
            ("binance-margin", "liquidation_price", SpotMargin),
        ];

    private static Translation Mark(Vector vector) =>
        Translation.OfRule(
            vector,
            "median_mark",
            vector.Inputs.Pick(("period_hours", "interval_hours")),
            vector.Inputs.Pick(
                ("index", "index"),
                ("last_funding_rate", "funding_rate"),
                ("hours_until", "hours_until"),
                ("basis_samples", "basis_samples"),
                ("last", "last")
            ),
            ("price1", "by_funding"),
            ("price2", "by_basis"),
            ("mark", "mark")
        );

    private static Translation AdlScore(Vector vector) =>
        AdlTranslations.OfOne(
            vector,
            "adl_score_by_margin_ratio",
            vector.Inputs.Pick("unrealized_pnl", "wallet_balance", "margin_ratio", "maintenance_margin"),
            ("pnl_percent", "pnl_percent"),
            ("margin_ratio", "margin_ratio"),
            ("leverage_pnl", "score")
        );

    private static Translation SpotMargin(Vector vector) =>
        Translation.OfRule(
            vector,
            "spot_margin_liquidation",
            vector.Inputs.Pick(("liq_ratio", "liquidation_ratio")),
            vector.Inputs.Pick("asset_base", "asset_quote", "liability_base", "liability_quote"),
            ("liquidation_price", "price")
        );
}
