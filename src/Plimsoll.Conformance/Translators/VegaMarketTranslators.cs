using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Vega's vectors about prices, funding, pools and shared losses in the product's words.</summary>
internal static class VegaMarketTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("vega", "price_from_trades", Trades),
            ("vega", "price_from_book", Book),
            ("vega", "time_weighted_book", Average),
            ("vega", "composite_price", Composite),
            ("vega", "factor_bounds", Bounds),
            ("vega", "auction_duration", Pause),
            ("vega", "funding", Funding),
            ("vega", "network_sequence", Account),
            ("vega", "disposal_schedule", Disposal),
            ("vega", "loss_socialisation", Sharing),
            ("vega", "insurance_transfer", Pools),
        ];

    private static Translation Trades(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "time_decayed_trades_price",
            vector.Inputs.Pick(("period_s", "period"), ("decay_weight", "decay_weight"), ("decay_power", "decay_power")),
            vector.Inputs.Pick(("t", "time"), ("trades", "trades"))
        );

    private static Translation Book(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "impact_depth_mid_price",
            vector.Inputs.Pick(
                ("cash", "cash"),
                ("initial_factor", "initial_factor"),
                ("slip_linear", "slippage_factor"),
                ("rf_long", "risk_factor_long"),
                ("rf_short", "risk_factor_short"),
                ("pdp", "position_decimals")
            ),
            vector.Inputs.Pick("bids", "asks")
        );

    private static Translation Average(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "time_weighted_price",
            vector.Inputs.Pick(("period_s", "period")),
            vector.Inputs.Pick(("t", "time"), ("points", "points"))
        );

    private static Translation Composite(Vector vector)
    {
        var sources = new JsonArray();
        foreach (var source in vector.Inputs["sources"] as JsonArray ?? [])
        {
            sources.Add(
                (JsonNode?)
                    (source as JsonObject ?? []).Pick(
                        ("price", "price"),
                        ("weight", "weight"),
                        ("age_s", "age"),
                        ("tolerance_s", "tolerance")
                    )
            );
        }

        return VegaTranslators.Rule(vector, "composite_price", vector.Inputs.Pick("method"), new JsonObject { ["sources"] = sources });
    }

    private static Translation Bounds(Vector vector) =>
        VegaTranslators.Rule(vector, "factor_price_bounds", vector.Inputs.Pick("down", "up"), vector.Inputs.Pick("reference"));

    private static Translation Pause(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "outage_auction_duration",
            vector.Inputs.Pick(("table_s", "table")),
            vector.Inputs.Pick(("block_s", "outage")),
            ("duration_s", "duration")
        );

    private static Translation Funding(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "time_weighted_funding",
            vector.Inputs.Pick(
                ("interest_rate", "interest_rate"),
                ("clamp_lower", "clamp_lower"),
                ("clamp_upper", "clamp_upper"),
                ("clamp_even_if_zero_rate", "is_clamped_without_interest"),
                ("scaling", "scaling"),
                ("rate_lower", "rate_lower"),
                ("rate_upper", "rate_upper"),
                ("margin_funding_factor", "margin_factor"),
                ("pdp", "position_decimals")
            ),
            vector.Inputs.Pick(
                ("start", "start"),
                ("t", "time"),
                ("internal", "internal"),
                ("external", "external"),
                ("internal_twap", "internal_average"),
                ("external_twap", "external_average"),
                ("auctions", "auctions"),
                ("positions", "positions")
            ),
            ("internal_twap", "internal_average"),
            ("external_twap", "external_average"),
            ("cashflows", "cash_flows")
        );

    private static Translation Account(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "takeover_account",
            vector.Inputs.Pick(("pdp", "position_decimals")),
            vector.Inputs.Pick("insurance", "events")
        );

    private static Translation Disposal(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "paced_disposal",
            (vector.Inputs["strategy"] as JsonObject ?? []).Pick("fraction", "full_size", "max_consumed"),
            vector.Inputs.Pick("position", "available", "max_steps")
        );

    private static Translation Sharing(Vector vector) =>
        VegaTranslators.Rule(
            vector,
            "pro_rata_loss_socialisation",
            new JsonObject { ["remainder_to"] = "network" },
            vector.Inputs.Pick("insurance", "losers", "winners")
        );

    private static Translation Pools(Vector vector)
    {
        var steps = new JsonArray();
        foreach (var step in vector.Inputs["ops"] as JsonArray ?? [])
        {
            steps.Add((JsonNode?)Step(step as JsonArray ?? []));
        }

        var facts = vector.Inputs.Pick("pools", "global");
        facts["steps"] = steps;
        return VegaTranslators.Rule(vector, "insurance_pool_succession", [], facts);
    }

    private static JsonObject Step(JsonArray step)
    {
        var named = new JsonObject();
        string[] names = step.Count == 4 ? ["kind", "parent", "market", "share"] : ["kind", "market"];
        foreach (var (name, value) in names.Zip(step))
        {
            named[name] = value?.DeepClone();
        }

        return named;
    }
}
