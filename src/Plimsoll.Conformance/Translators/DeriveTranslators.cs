using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Derive's vectors in the product's words.</summary>
internal static class DeriveTranslators
{
    /// <summary>Derive computes in fixed point of eighteen places.</summary>
    private const int Decimals = 18;

    /// <summary>Where a vector shows the unrounded result: that of a replay in floating point, shown to nine places or to its full precision.</summary>
    private static readonly Tolerance OfReplay = new(1e-9m, 1e-12m);

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("derive", "standardMargin", StandardMargin)];

    private static Translation StandardMargin(Vector vector)
    {
        var parameters = (JsonObject)vector.Shared["paramSets"]![vector.Inputs.NeededText("params")]!;
        var market = (JsonObject)vector.Shared["books"]![vector.Inputs.NeededText("market")]!;
        var portfolio = (JsonObject)vector.Inputs.Needed("portfolio");
        var facts = portfolio.Pick(("cash", "cash"), ("bases", "collateral"));
        facts["coin_price"] = market.Needed("stablePrice").DeepClone();
        facts["underlyings"] = Each(market, "underlyings", Underlying);
        facts["perpetuals"] = Each(portfolio, "perps", perp => perp.Pick(("size", "quantity"), ("unrealisedPnl", "unrealised_profit")));
        facts["options"] = new JsonArray([
            .. (portfolio["options"] as JsonArray ?? []).Select(option => (JsonNode)Option((JsonObject)option!)),
        ]);
        var model = new JsonObject
        {
            ["terms"] = Terms(parameters),
            ["depeg"] = ((JsonObject)parameters.Needed("depeg")).Pick("threshold", "factor"),
            ["decimals"] = Decimals,
        };
        return Translation.OfRule(vector, "expiry_netted_option_margin", model, facts) with { Expectations = [.. Expectations(vector)] };
    }

    private static IEnumerable<Expectation> Expectations(Vector vector)
    {
        // Whole dollars where the vector says so; else what a replay in floating point gave.
        var isTruncated = Tolerance.Of(vector.Tolerance).IsTruncatedToWhole;
        (string Expected, string Answer)[] names =
        [
            ("initialMargin", "initial_margin"),
            ("maintenanceMargin", "maintenance_margin"),
            ("markToMarket", "value"),
            ("isolatedIM", "isolated_initial_margin"),
            ("isolatedMM", "isolated_maintenance_margin"),
        ];
        foreach (var (expected, answer) in names)
        {
            var path = $"{Translation.RuleName}.{answer}";
            if (vector.Expected.ContainsKey(expected))
            {
                yield return new(expected, path, isTruncated ? null : OfReplay);
            }

            if (vector.Expected["unrounded"] is JsonObject unrounded && unrounded.ContainsKey(expected))
            {
                yield return new($"unrounded.{expected}", path, OfReplay);
            }
        }
    }

    private static JsonObject Terms(JsonObject parameters) =>
        new()
        {
            ["perpetual"] = ((JsonObject)parameters.Needed("perp")).Pick(("im", "initial"), ("mm", "maintenance")),
            ["option"] = ((JsonObject)parameters.Needed("option")).Pick(
                ("maxSpotReq", "max_spot_rate"),
                ("minSpotReq", "min_spot_rate"),
                ("mmCallSpotReq", "call_maintenance_rate"),
                ("mmPutSpotReq", "put_maintenance_rate"),
                ("mmPutMtMReq", "put_maintenance_value_rate"),
                ("mmOffsetScale", "put_initial_scale"),
                ("unpairedIMScale", "unpaired_initial_scale"),
                ("unpairedMMScale", "unpaired_maintenance_scale")
            ),
            ["collateral"] = ((JsonObject)parameters.Needed("base")).Pick(("marginFactor", "weight"), ("imScale", "initial_scale")),
            ["confidence"] = ((JsonObject)parameters.Needed("oracleContingency")).Pick(
                ("perpThreshold", "perpetual_threshold"),
                ("optionThreshold", "option_threshold"),
                ("baseThreshold", "collateral_threshold"),
                ("factor", "factor")
            ),
        };

    private static JsonObject Underlying(JsonObject market)
    {
        var underlying = market.Pick(
            ("spot", "spot"),
            ("spotConfidence", "spot_confidence"),
            ("perpPrice", "perpetual_price"),
            ("perpConfidence", "perpetual_confidence")
        );
        underlying["expiries"] = new JsonArray([
            .. (market["expiries"] as JsonArray ?? []).Select(expiry =>
                (JsonNode)
                    ((JsonObject)expiry!).Pick(
                        ("expirySec", "seconds"),
                        ("forward", "forward"),
                        ("forwardConfidence", "forward_confidence"),
                        ("volConfidence", "volatility_confidence")
                    )
            ),
        ]);
        return underlying;
    }

    private static JsonObject Option(JsonObject option) =>
        option.Pick(
            ("underlying", "underlying"),
            ("expirySec", "seconds"),
            ("strike", "strike"),
            ("isCall", "is_call"),
            ("amount", "quantity"),
            ("vol", "volatility")
        );

    private static JsonObject Each(JsonObject from, string name, Func<JsonObject, JsonObject> translate)
    {
        var translated = new JsonObject();
        foreach (var (key, value) in from[name] as JsonObject ?? [])
        {
            translated[key] = translate((JsonObject)value!);
        }

        return translated;
    }
}
