using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Mango v4's vectors in the product's words.</summary>
internal static class MangoTranslators
{
    private const string Initial = "initial";
    private const string LiquidationEnd = "liquidation_end";
    private const string Perpetual = "perp";

    /// <summary>Half of a native unit of the settle token, below which Mango's last phase leaves health alone.</summary>
    private const decimal Slack = 0.5m;

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("mango", "initHealthMultiCollateralOpenOrders", Health), ("mango", "incrementalLiquidationWithPnlSettlement", Liquidation)];

    private static Translation Health(Vector vector)
    {
        var tokens = vector.Inputs["tokens"] as JsonArray ?? [];
        var orders = vector.Inputs["spotOrders"] as JsonArray ?? [];
        var parameters = Levels(Initial, new() { ["worse_price"] = true, ["scaled"] = true });
        var facts = new JsonObject
        {
            ["tokens"] = new JsonObject(),
            ["perpetuals"] = new JsonObject(),
            ["markets"] = new JsonObject(),
        };
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = (JsonObject)tokens[i]!;
            parameters.Needed("tokens")[Token(i)] = Weights(
                Initial,
                token.Pick(("initAssetWeight", "asset"), ("initLiabWeight", "liability"))
            );
            facts["tokens"]![Token(i)] = token.Pick(
                ("balance", "balance"),
                ("price", "price"),
                ("stablePrice", "second_price"),
                ("depositScale", "deposit_scale"),
                ("borrowScale", "borrow_scale")
            );
        }

        for (var i = 0; i < orders.Count; i++)
        {
            var order = (JsonObject)orders[i]!;
            var name = string.Create(CultureInfo.InvariantCulture, $"market_{i}");
            parameters.Needed("markets")[name] = new JsonObject
            {
                ["base"] = Token(order.Needed("base")),
                ["quote"] = Token(order.Needed("quote")),
            };
            facts["markets"]![name] = order.Pick(
                ("reservedBase", "reserved_base"),
                ("reservedQuote", "reserved_quote"),
                ("lowestPlacedAsk", "lowest_ask"),
                ("highestPlacedBidInverse", "highest_bid_inverse")
            );
        }

        if (vector.Inputs["perp"] is JsonObject perp)
        {
            parameters.Needed("perpetuals")[Perpetual] = PerpetualTerms(perp, Initial, Token(perp.Needed("settleToken")));
            facts["perpetuals"]![Perpetual] = perp.Pick(
                ("baseLots", "lots"),
                ("quoteNative", "quote"),
                ("bidsBaseLots", "bid_lots"),
                ("asksBaseLots", "ask_lots"),
                ("price", "price"),
                ("stablePrice", "second_price")
            );
        }

        return Translation.OfRule(vector, "weighted_health", parameters, facts, ("initHealth", "health." + Initial));
    }

    private static Translation Liquidation(Vector vector)
    {
        var inputs = vector.Inputs;
        var start = (JsonObject)inputs.Needed("start");
        var limits = (JsonObject)inputs.Needed("limits");
        var weights = inputs.Pick(("tokenWeights", "asset"), ("tokenWeights", "liability"));
        var parameters = Levels(LiquidationEnd, []);
        parameters["tokens"] = new JsonObject
        {
            ["settle"] = Weights(LiquidationEnd, weights),
            ["other"] = Weights(LiquidationEnd, (JsonObject)weights.DeepClone()),
        };
        parameters.Needed("perpetuals")[Perpetual] = PerpetualTerms(inputs, LiquidationEnd, "settle");
        parameters["level"] = LiquidationEnd;
        parameters["slack"] = Slack;
        Copy(inputs, parameters, ("baseLiquidationFee", "base_fee"));
        Copy(inputs, parameters, ("platformLiquidationFee", "platform_fee"));
        Copy(inputs, parameters, ("positivePnlLiquidationFee", "settlement_fee"));
        var held = start.Pick(("base", "lots"), ("quote", "quote"));
        Copy(inputs, held, ("perpPrice", "price"));
        var facts = new JsonObject
        {
            ["tokens"] = new JsonObject
            {
                ["settle"] = Balance(start, inputs, "settleToken"),
                ["other"] = Balance(start, inputs, "otherToken"),
            },
            ["perpetuals"] = new JsonObject { [Perpetual] = held },
            ["position"] = Perpetual,
        };
        Copy(limits, facts, ("maxBase", "max_lots"));
        Copy(limits, facts, ("maxPnl", "max_settlement"));
        return Translation.OfRule(
            vector,
            "perp_liquidation_to_health",
            parameters,
            facts,
            ("settleToken", "settle_token"),
            ("base", "lots"),
            ("quote", "quote")
        );
    }

    private static JsonObject Levels(string name, JsonObject level) =>
        new()
        {
            ["levels"] = new JsonObject { [name] = level },
            ["tokens"] = new JsonObject(),
            ["perpetuals"] = new JsonObject(),
            ["markets"] = new JsonObject(),
        };

    private static JsonObject Weights(string level, JsonObject weights) => new() { ["weights"] = new JsonObject { [level] = weights } };

    private static JsonObject PerpetualTerms(JsonObject perp, string level, string settleToken)
    {
        var terms = Weights(
            level,
            perp.Pick(("initBaseAssetWeight", "asset"), ("initBaseLiabWeight", "liability"), ("initOverallAssetWeight", "overall"))
        );
        terms["settle_token"] = settleToken;
        Copy(perp, terms, ("baseLotSize", "lot_size"));
        return terms;
    }

    private static JsonObject Balance(JsonObject start, JsonObject inputs, string name)
    {
        var token = start.Pick((name, "balance"));
        Copy(inputs, token, ("tokenPrice", "price"));
        return token;
    }

    private static void Copy(JsonObject from, JsonObject to, (string From, string To) name)
    {
        if (from[name.From] is { } value)
        {
            to[name.To] = value.DeepClone();
        }
    }

    private static string Token(int index) => string.Create(CultureInfo.InvariantCulture, $"token_{index}");

    private static string Token(JsonNode index) => "token_" + index.ToJsonString();
}
