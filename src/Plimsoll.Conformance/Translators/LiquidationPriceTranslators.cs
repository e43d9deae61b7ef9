using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Vectors about the price at which a position is liquidated or bankrupt.</summary>
internal static class LiquidationPriceTranslators
{
    private const string Symbol = "X";
    private const string Price = $"positions.{Symbol}.liquidation_price";

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("binance-usdm", "liquidation_price", Brackets),
            ("gate", "liquidation_price", WithFee),
            ("okx", "liquidation_price", WithFee),
            ("bybit", "liquidation_price", AtEntry),
            ("bybit", "im_mm_liq", AtEntry),
            ("bybit", "im_mm", InverseAtEntry),
            ("bybit", "bankruptcy_price", Bankruptcy),
            ("ftx", "liquidation_price", OfFraction),
            ("ftx", "equity_path", EquityPath),
        ];

    /// <summary>One wallet, the bracket of each position, and other positions at their marks.</summary>
    private static Translation Brackets(Vector vector)
    {
        var inputs = vector.Inputs;
        var translation = new MarginTranslation(vector)
            .Balance(inputs.Needed("wallet_balance"))
            .Margin(Bracket(inputs))
            .List(Symbol, inputs.Needed("entry"))
            .Position(Symbol, inputs.Needed("qty"), inputs["entry"], isShort: MarginTranslation.IsShort(vector));
        var place = 0;
        foreach (var other in inputs["others"]?.AsArray() ?? [])
        {
            var name = $"OTHER{++place}";
            var position = other!.AsObject();
            translation
                .Margin(Bracket(position), name)
                .List(name, position.Needed("mark"), margin: name)
                .Position(name, position.Needed("qty"), position["entry"], isShort: MarginTranslation.IsShort(position));
        }

        return translation.Expect(vector, "liquidation_price", Price).Build();
    }

    private static JsonObject Bracket(JsonObject from)
    {
        var bracket = from.Pick(("mmr", "maintenance"), ("cum", "deduction"), ("deduction", "deduction"), ("mm_deduction", "deduction"));
        bracket["kind"] = "bracket";
        return bracket;
    }

    /// <summary>Isolated, with the taker's fee within maintenance margin.</summary>
    private static Translation WithFee(Vector vector)
    {
        var inputs = vector.Inputs;
        var schedule = Flat(inputs);
        schedule["closing_fee"] = inputs.Needed("taker_fee").DeepClone();
        return new MarginTranslation(vector)
            .Margin(schedule)
            .List(Symbol, inputs.Needed("entry"))
            .Position(
                Symbol,
                inputs.Needed("qty"),
                inputs["entry"],
                new() { ["isolated"] = inputs.Needed("margin").DeepClone() },
                MarginTranslation.IsShort(vector)
            )
            .Expect(vector, "liquidation_price", Price)
            .Build();
    }

    /// <summary>Isolated at the user's leverage, linear or inverse.</summary>
    private static Translation AtEntry(Vector vector)
    {
        var inputs = vector.Inputs;
        var isInverse = IsInverse(vector, inputs.ContainsKey("contracts_usd"));
        if (isInverse && inputs.ContainsKey("taker_fee"))
        {
            return InverseWithFee(vector);
        }

        var schedule = Bracket(inputs);
        if (!isInverse || IsInverseOfOld(vector))
        {
            schedule["value_at"] = "entry";
        }

        var position = new JsonObject { ["isolated"] = true, ["leverage"] = inputs.Needed("leverage").DeepClone() };
        if (Added(inputs) is { } extra)
        {
            position["added_margin"] = extra.DeepClone();
        }

        var quantity = (isInverse ? inputs["contracts_usd"] : null) ?? inputs["qty"] ?? 1;
        return new MarginTranslation(vector, isInverse ? "BTC" : "USD")
            .Margin(schedule)
            .List(Symbol, inputs.Needed("entry"), isInverse ? new() { ["payoff"] = "inverse" } : null)
            .Position(Symbol, quantity, inputs["entry"], position, MarginTranslation.IsShort(vector))
            .Expect(vector, "position_value", $"positions.{Symbol}.notional")
            .Expect(vector, "initial_margin", $"positions.{Symbol}.initial_margin")
            .Expect(vector, "maintenance_margin", $"positions.{Symbol}.maintenance_margin")
            .Expect(vector, "liquidation_price", Price)
            .Expect(vector, "bankruptcy_price", $"positions.{Symbol}.bankruptcy_price")
            .Build();
    }

    /// <summary>What was added counts less the fee to close it with, which no position can say.</summary>
    private static Translation InverseWithFee(Vector vector)
    {
        var facts = vector.Inputs.Pick(("contracts_usd", "contracts"), ("side", "side"), ("entry", "entry"), ("leverage", "leverage"));
        if (Added(vector.Inputs) is { } extra)
        {
            facts["added_margin"] = extra.DeepClone();
        }

        var parameters = Bracket(vector.Inputs);
        parameters["closing_fee"] = vector.Inputs.Needed("taker_fee").DeepClone();
        return Translation.OfRule(vector, "inverse_isolated_liquidation", parameters, facts, ("liquidation_price", "liquidation_price"));
    }

    private static JsonNode? Added(JsonObject inputs) => inputs["extra"] ?? inputs["extra_margin"];

    /// <summary>What the formula's name says, or else the inputs.</summary>
    private static bool IsInverse(Vector vector, bool byInputs) =>
        vector.Formula.Contains("inverse", StringComparison.OrdinalIgnoreCase)
        || (!vector.Formula.Contains("linear", StringComparison.OrdinalIgnoreCase) && byInputs);

    /// <summary>The form of 2024 keeps the maintenance margin of the entry, Q ÷ (PV ± (IM − MM)); the present one moves it with the price.</summary>
    private static bool IsInverseOfOld(Vector vector) =>
        vector.Formula.Contains("2024", StringComparison.Ordinal) || vector.Formula.Contains("legacy", StringComparison.OrdinalIgnoreCase);

    private static Translation InverseAtEntry(Vector vector)
    {
        var inputs = vector.Inputs;
        return new MarginTranslation(vector, "BTC")
            .Margin(Bracket(inputs))
            .List(Symbol, inputs.Needed("entry"), new() { ["payoff"] = "inverse" })
            .Position(Symbol, inputs.Needed("contracts_usd"), inputs["entry"], inputs.Pick("leverage"), MarginTranslation.IsShort(vector))
            .Expect(vector, "position_value", $"positions.{Symbol}.notional")
            .Expect(vector, "initial_margin", $"positions.{Symbol}.initial_margin")
            .Expect(vector, "maintenance_margin", $"positions.{Symbol}.maintenance_margin")
            .Build();
    }

    private static Translation Bankruptcy(Vector vector)
    {
        var inputs = vector.Inputs;
        var isInverse = IsInverse(vector, !inputs.ContainsKey("qty"));
        var rounding = new JsonObject
        {
            ["step"] = inputs["tick"]?.DeepClone() ?? 0.00000001m,
            ["long"] = "up",
            ["short"] = "down",
        };
        return new MarginTranslation(vector, isInverse ? "BTC" : "USD")
            .With("rounding", new() { ["bankruptcy_price"] = rounding })
            .Margin(new() { ["kind"] = "tiers", ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = 0.005m }) })
            .List(Symbol, inputs.Needed("entry"), isInverse ? new() { ["payoff"] = "inverse" } : null)
            // The price does not depend on the size; a million contracts give it all its digits.
            .Position(
                Symbol,
                inputs["contracts_usd"] ?? inputs["qty"] ?? 1_000_000,
                inputs["entry"],
                new() { ["isolated"] = true, ["leverage"] = inputs.Needed("leverage").DeepClone() },
                MarginTranslation.IsShort(vector)
            )
            .Expect(vector, "bankruptcy_price", $"positions.{Symbol}.bankruptcy_price")
            .Expect(vector, "bankruptcy_price_unrounded", $"positions.{Symbol}.bankruptcy_price_exact")
            .Build();
    }

    private static Translation OfFraction(Vector vector)
    {
        var inputs = vector.Inputs;
        return new MarginTranslation(vector)
            .Balance(inputs.Needed("collateral"))
            .Margin(
                new()
                {
                    ["kind"] = "tiers",
                    ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = inputs.Needed("fraction").DeepClone() }),
                }
            )
            .List(Symbol, inputs.Needed("entry"))
            .Position(Symbol, inputs.Needed("qty"), inputs["entry"], isShort: MarginTranslation.IsShort(vector))
            .Expect(vector, "price", Price)
            .Build();
    }

    private static Translation EquityPath(Vector vector)
    {
        var inputs = vector.Inputs;
        return new MarginTranslation(vector)
            .With("rounding", new() { ["leverage_at_entry"] = new JsonObject { ["step"] = 1 } })
            .Balance(inputs.Needed("collateral"))
            .Margin(new() { ["kind"] = "tiers", ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = 0.03m }) })
            .List(Symbol, 1)
            .Price(Symbol, "fall", inputs.Needed("drop"))
            .Position(Symbol, inputs.Needed("notional"), 1)
            .Expect(vector, "equity", "account.equity")
            .Expect(vector, "leverage_on_entry_notional", "account.leverage_at_entry")
            .Build();
    }

    private static JsonObject Flat(JsonObject from) =>
        new()
        {
            ["kind"] = "tiers",
            ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = from.Needed("mmr").DeepClone() }),
        };
}
