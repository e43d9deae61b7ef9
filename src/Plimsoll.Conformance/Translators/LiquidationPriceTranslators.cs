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
            ("bybit", "bankruptcy_price", InverseBankruptcy),
            ("ftx", "liquidation_price", OfFraction),
            ("ftx", "equity_path", EquityPath),
        ];

    /// <summary>One wallet, the bracket of each position, and other positions at their marks.</summary>
    private static Translation Brackets(Vector vector)
    {
        var inputs = vector.Inputs;
        var translation = new MarginTranslation(vector)
            .Balance(inputs["wallet_balance"]!)
            .Margin(Bracket(inputs))
            .List(Symbol, inputs["entry"]!)
            .Position(Symbol, inputs["qty"]!, inputs["entry"], isShort: MarginTranslation.IsShort(vector));
        var place = 0;
        foreach (var other in inputs["others"]?.AsArray() ?? [])
        {
            var name = $"OTHER{++place}";
            var position = other!.AsObject();
            translation
                .Margin(Bracket(position), name)
                .List(name, position["mark"]!, margin: name)
                .Position(name, position["qty"]!, position["entry"], isShort: position["side"]?.GetValue<string>() == "short");
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
        schedule["closing_fee"] = inputs["taker_fee"]!.DeepClone();
        return new MarginTranslation(vector)
            .Margin(schedule)
            .List(Symbol, inputs["entry"]!)
            .Position(
                Symbol,
                inputs["qty"]!,
                inputs["entry"],
                new() { ["isolated"] = inputs["margin"]!.DeepClone() },
                MarginTranslation.IsShort(vector)
            )
            .Expect(vector, "liquidation_price", Price)
            .Build();
    }

    /// <summary>Isolated at the user's leverage, with the maintenance margin of the entry.</summary>
    private static Translation AtEntry(Vector vector)
    {
        var inputs = vector.Inputs;
        var schedule = Bracket(inputs);
        schedule["value_at"] = "entry";
        var position = new JsonObject { ["isolated"] = true, ["leverage"] = inputs["leverage"]!.DeepClone() };
        if ((inputs["extra"] ?? inputs["extra_margin"]) is { } extra)
        {
            position["added_margin"] = extra.DeepClone();
        }

        return new MarginTranslation(vector)
            .Margin(schedule)
            .List(Symbol, inputs["entry"]!)
            .Position(Symbol, inputs["qty"] ?? 1, inputs["entry"], position, MarginTranslation.IsShort(vector))
            .Expect(vector, "initial_margin", $"positions.{Symbol}.initial_margin")
            .Expect(vector, "maintenance_margin", $"positions.{Symbol}.maintenance_margin")
            .Expect(vector, "liquidation_price", Price)
            .Build();
    }

    private static Translation InverseAtEntry(Vector vector)
    {
        var inputs = vector.Inputs;
        return new MarginTranslation(vector, "BTC")
            .Margin(Flat(inputs))
            .List(Symbol, inputs["entry"]!, new() { ["payoff"] = "inverse" })
            .Position(Symbol, inputs["contracts_usd"]!, inputs["entry"], inputs.Pick("leverage"), MarginTranslation.IsShort(vector))
            .Expect(vector, "position_value", $"positions.{Symbol}.notional")
            .Expect(vector, "initial_margin", $"positions.{Symbol}.initial_margin")
            .Expect(vector, "maintenance_margin", $"positions.{Symbol}.maintenance_margin")
            .Build();
    }

    private static Translation InverseBankruptcy(Vector vector)
    {
        var inputs = vector.Inputs;
        var rounding = new JsonObject
        {
            ["step"] = inputs["tick"]?.DeepClone() ?? 0.00000001m,
            ["long"] = "up",
            ["short"] = "down",
        };
        return new MarginTranslation(vector, "BTC")
            .With("rounding", new() { ["bankruptcy_price"] = rounding })
            .Margin(new() { ["kind"] = "tiers", ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = 0.005m }) })
            .List(Symbol, inputs["entry"]!, new() { ["payoff"] = "inverse" })
            // The price does not depend on the size; a million contracts give it all its digits.
            .Position(
                Symbol,
                1_000_000,
                inputs["entry"],
                new() { ["isolated"] = true, ["leverage"] = inputs["leverage"]!.DeepClone() },
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
            .Balance(inputs["collateral"]!)
            .Margin(
                new()
                {
                    ["kind"] = "tiers",
                    ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = inputs["fraction"]!.DeepClone() }),
                }
            )
            .List(Symbol, inputs["entry"]!)
            .Position(Symbol, inputs["qty"]!, inputs["entry"], isShort: MarginTranslation.IsShort(vector))
            .Expect(vector, "price", Price)
            .Build();
    }

    private static Translation EquityPath(Vector vector)
    {
        var inputs = vector.Inputs;
        return new MarginTranslation(vector)
            .With("rounding", new() { ["leverage_at_entry"] = new JsonObject { ["step"] = 1 } })
            .Balance(inputs["collateral"]!)
            .Margin(new() { ["kind"] = "tiers", ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = 0.03m }) })
            .List(Symbol, 1)
            .Price(Symbol, "fall", inputs["drop"]!)
            .Position(Symbol, inputs["notional"]!, 1)
            .Expect(vector, "equity", "account.equity")
            .Expect(vector, "leverage_on_entry_notional", "account.leverage_at_entry")
            .Build();
    }

    private static JsonObject Flat(JsonObject from) =>
        new() { ["kind"] = "tiers", ["rows"] = new JsonArray(new JsonObject { ["from"] = 0, ["maintenance"] = from["mmr"]!.DeepClone() }) };
}
