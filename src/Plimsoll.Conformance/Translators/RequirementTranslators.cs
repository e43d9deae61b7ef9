using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Vectors about profit, and about initial and maintenance margin.</summary>
internal static class RequirementTranslators
{
    private const string Symbol = "X";

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("binance-pm", "unrealized_pnl", LinearProfit),
            ("bitmex", "pnl", InverseProfit),
            ("deribit", "im_mm", Deribit),
            ("us-reg-t", "maintenance_margin", NakedOption),
            ("hyperliquid", "account", AccountTotals),
            ("paradex", "initial_margin", Orders),
            ("paradex", "openOrderInitialMargin", Orders),
        ];

    private static Translation LinearProfit(Vector vector) => Profit(vector, "USD", "qty", []);

    private static Translation InverseProfit(Vector vector) => Profit(vector, "BTC", "contracts", new() { ["payoff"] = "inverse" });

    private static Translation Profit(Vector vector, string numeraire, string quantity, JsonObject terms)
    {
        var inputs = vector.Inputs;
        return new MarginTranslation(vector, numeraire)
            .Margin(OneTier(0.005m))
            .List(Symbol, inputs.Needed("exit"), terms)
            .Position(Symbol, inputs[quantity]!, inputs["entry"], isShort: MarginTranslation.IsShort(vector))
            .Expect(vector, "pnl", $"positions.{Symbol}.unrealised_pnl")
            .Build();
    }

    private static Translation Deribit(Vector vector)
    {
        var inputs = vector.Inputs;
        if (!inputs.ContainsKey("right"))
        {
            var schedule = inputs.Pick(("im_base", "initial"), ("mm_base", "maintenance"), ("slope", "slope"));
            schedule["kind"] = "affine";
            schedule["price"] = "index";
            return Margins(
                vector,
                new MarginTranslation(vector).Margin(schedule).List(Symbol, inputs.Needed("index")).Position(Symbol, inputs.Needed("size"))
            );
        }

        if (vector.Formula.Contains("linear", StringComparison.Ordinal))
        {
            return Margins(
                vector,
                new MarginTranslation(vector)
                    .Margin(DeribitLinear())
                    .List(Symbol, inputs.Needed("mark"), Option(inputs, "linear"))
                    .Price("BTC", "index", (inputs["underlying"] ?? inputs["index"])!)
                    .Position(Symbol, inputs["contracts"] ?? inputs["size"] ?? 1, isShort: true)
            );
        }

        return Margins(
            vector,
            new MarginTranslation(vector, "BTC")
                .Margin(DeribitInverse())
                .List(Symbol, inputs.Needed("mark"), Option(inputs, "inverse"))
                .Price("BTC", "index", inputs.Needed("underlying"))
                .Position(Symbol, inputs["contracts"] ?? 1, isShort: true)
        );
    }

    private static Translation NakedOption(Vector vector)
    {
        var inputs = vector.Inputs;
        var terms = Option(inputs, "linear");
        terms["multiplier"] = inputs.Needed("multiplier").DeepClone();
        return new MarginTranslation(vector)
            .Margin(
                new()
                {
                    ["kind"] = "option_formula",
                    ["call"] = new JsonObject { ["base"] = inputs.Needed("base").DeepClone(), ["floor"] = 0.10m },
                    ["put"] = new JsonObject
                    {
                        ["base"] = inputs.Needed("base").DeepClone(),
                        ["floor"] = 0.10m,
                        ["floor_of"] = "strike",
                    },
                }
            )
            .List(Symbol, inputs.Needed("option_price"), terms)
            .Price("BTC", "index", inputs.Needed("underlying"))
            .Position(Symbol, inputs.Needed("contracts"), isShort: true)
            .Expect(vector, "margin", $"positions.{Symbol}.maintenance_margin")
            .Build();
    }

    private static Translation AccountTotals(Vector vector)
    {
        var inputs = vector.Inputs;
        var translation = new MarginTranslation(vector).Balance(inputs.Needed("account_value")).Margin(OneTier(0.01m));
        var values = inputs.NeededList("position_values");
        for (var i = 0; i < values.Count; i++)
        {
            translation.List($"P{i}", 1).Position($"P{i}", values[i]!, more: inputs.Pick("leverage"));
        }

        return translation
            .Expect(vector, "withdrawable", "account.free_collateral")
            .Expect(vector, "total_margin_used", "account.initial_margin")
            .Build();
    }

    private static Translation Orders(Vector vector)
    {
        var inputs = vector.Inputs;
        return new MarginTranslation(vector)
            .Margin(OneTier(inputs.Needed("imf")))
            .List(Symbol, inputs.Needed("mark"))
            .Position(Symbol, inputs.Needed("position"))
            .Orders(Symbol, "buy", inputs["buy_orders"] ?? inputs["buyOrders"])
            .Orders(Symbol, "sell", inputs["sell_orders"] ?? inputs["sellOrders"])
            .Expect(vector, "buy_open", $"positions.{Symbol}.size_if_bought")
            .Expect(vector, "sell_open", $"positions.{Symbol}.size_if_sold")
            .Expect(vector, "buyOpenSize", $"positions.{Symbol}.size_if_bought")
            .Expect(vector, "sellOpenSize", $"positions.{Symbol}.size_if_sold")
            .Expect(vector, "net_imr", "account.initial_margin")
            .Expect(vector, "netImr", "account.initial_margin")
            .Build();
    }

    /// <summary>An order of nothing is no order.</summary>
    private static MarginTranslation Orders(this MarginTranslation translation, string symbol, string side, JsonNode? quantity) =>
        quantity is null || quantity.ToJsonString() is "0" or "0.0" ? translation : translation.Order(symbol, side, quantity);

    private static Translation Margins(Vector vector, MarginTranslation translation) =>
        translation
            .Expect(vector, "initial_margin", $"positions.{Symbol}.initial_margin")
            .Expect(vector, "maintenance_margin", $"positions.{Symbol}.maintenance_margin")
            .Build();

    /// <summary>Deribit's numbers for options in the coin, as its page gives them.</summary>
    private static JsonObject DeribitInverse() =>
        new()
        {
            ["kind"] = "option_formula",
            ["call"] = new JsonObject
            {
                ["base"] = 0.15m,
                ["floor"] = 0.10m,
                ["maintenance"] = 0.075m,
            },
            ["put"] = new JsonObject
            {
                ["base"] = 0.15m,
                ["floor"] = 0.10m,
                ["maintenance"] = 0.075m,
                ["maintenance_of_mark"] = 0.075m,
                ["initial_at_least_maintenance"] = true,
            },
        };

    /// <summary>Deribit's numbers for options in dollars, as a restatement of its page gives them.</summary>
    private static JsonObject DeribitLinear() =>
        new()
        {
            ["kind"] = "option_formula",
            ["call"] = new JsonObject
            {
                ["base"] = 0.15m,
                ["floor"] = 0.10m,
                ["maintenance"] = 0.075m,
            },
            ["put"] = new JsonObject
            {
                ["base"] = 0.15m,
                ["floor"] = 0.10m,
                ["floor_of"] = "strike",
                ["maintenance"] = 0.075m,
                ["maintenance_of"] = "lower",
            },
        };

    private static JsonObject Option(JsonObject inputs, string payoff)
    {
        var terms = inputs.Pick("right", "strike");
        terms["kind"] = "option";
        terms["payoff"] = payoff;
        terms["underlying"] = "BTC";
        return terms;
    }

    private static JsonObject OneTier(JsonNode rate) =>
        new()
        {
            ["kind"] = "tiers",
            ["rows"] = new JsonArray(
                new JsonObject
                {
                    ["from"] = 0,
                    ["initial"] = rate.DeepClone(),
                    ["maintenance"] = rate.DeepClone(),
                }
            ),
        };
}
