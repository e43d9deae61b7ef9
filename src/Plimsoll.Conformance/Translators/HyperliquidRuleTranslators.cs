using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Hyperliquid's vectors beside margin in the product's words.</summary>
internal static class HyperliquidRuleTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("hyperliquid", "funding", Funding),
            ("hyperliquid", "premium_index", Premium),
            ("hyperliquid", "adl_score", AdlScore),
            ("hyperliquid", "adlRank", AdlRank),
        ];

    private static Translation Funding(Vector vector) =>
        Translation.OfRule(
            vector,
            "premium_funding",
            Parameters(vector),
            Facts(vector),
            ("premium", "premium"),
            ("funding_8h", "period_rate"),
            ("funding_1h", "interval_rate")
        );

    private static Translation Premium(Vector vector) =>
        Translation.OfRule(vector, "premium_funding", Parameters(vector), Facts(vector), ("premium", "premium"));

    // The vectors leave out what the venue's page states for all markets.
    private static JsonObject Parameters(Vector vector)
    {
        var parameters = vector.Inputs.Pick(("interest_8h", "interest"));
        parameters["damper"] = 0.0005m;
        parameters["period_hours"] = 8;
        parameters["interval_hours"] = 1;
        parameters["cap"] = 0.04m;
        return parameters;
    }

    private static JsonObject Facts(Vector vector) =>
        vector.Inputs.Pick(("impact_bid", "impact_bid"), ("impact_ask", "impact_ask"), ("oracle", "index"), ("premium", "premium"));

    private static Translation AdlScore(Vector vector) =>
        AdlTranslations.OfOne(
            vector,
            "adl_score_by_price_ratio",
            vector.Inputs.Pick("mark", "entry", "notional", "account_value"),
            ("score", "score")
        );

    private static Translation AdlRank(Vector vector)
    {
        var accounts = vector
            .Inputs.NeededList("accounts")
            .Select(account =>
                (JsonNode)
                    account!
                        .AsObject()
                        .Pick(
                            ("id", "id"),
                            ("mark", "mark"),
                            ("entry", "entry"),
                            ("notional", "notional"),
                            ("accountValue", "account_value")
                        )
            );
        return Translation.OfRule(
            vector,
            "adl_score_by_price_ratio",
            [],
            new() { ["accounts"] = new JsonArray([.. accounts]) },
            ("index", "scores"),
            ("order", "order")
        );
    }
}
