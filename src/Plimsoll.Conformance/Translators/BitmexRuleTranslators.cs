namespace Plimsoll.Conformance.Translators;

/// <summary>BitMEX's vectors beside margin in the product's words.</summary>
internal static class BitmexRuleTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("bitmex", "mark_price", Mark),
            ("bitmex", "funding", Funding),
            ("bitmex", "adl_score", AdlScore),
            ("bitmex", "adl_queue", AdlQueue),
            ("bitmex", "adl_allocation", AdlAllocation),
        ];

    private static Translation Mark(Vector vector) =>
        Translation.OfRule(
            vector,
            "fair_price_mark",
            vector.Inputs.Pick("interval_hours"),
            vector.Inputs.Pick("index", "funding_rate", "hours_until"),
            ("fair_price", "mark")
        );

    private static Translation Funding(Vector vector)
    {
        var parameters = vector.Inputs.Pick(
            ("quote_rate_daily", "quote_rate_daily"),
            ("base_rate_daily", "base_rate_daily"),
            ("interval_divisor", "periods_per_day")
        );
        parameters["damper"] = 0.0005m; // as BitMEX states it; without a premium it does nothing
        parameters["contract"] = "inverse";
        return Translation.OfRule(
            vector,
            "premium_funding",
            parameters,
            vector.Inputs.Pick("premium", "contracts", "price"),
            ("position_value", "position_value"),
            ("funding_rate", "interval_rate"),
            ("funding_amount", "payment")
        );
    }

    private static Translation AdlScore(Vector vector) =>
        AdlTranslations.OfOne(
            vector,
            "adl_score_by_effective_leverage",
            vector.Inputs.Pick("mark_value", "entry_value", "bankrupt_value"),
            ("pnl_pct", "pnl_percent"),
            ("effective_leverage", "effective_leverage"),
            ("score", "score")
        );

    private static Translation AdlQueue(Vector vector) =>
        Translation.OfRule(
            vector,
            "adl_lights",
            [],
            new() { ["accounts"] = AdlTranslations.Queue(vector.Inputs["accounts"]) },
            ("percentile", "percentile")
        );

    private static Translation AdlAllocation(Vector vector)
    {
        var facts = vector.Inputs.Pick(("liquidated_qty", "quantity"));
        facts["accounts"] = AdlTranslations.Queue(vector.Inputs["accounts"]);
        return Translation.OfRule(vector, "adl_allocation", [], facts, ("closed", "closed"), ("left", "left"));
    }
}
