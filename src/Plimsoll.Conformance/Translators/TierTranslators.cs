using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Vectors about the bracket that a position falls into.</summary>
internal static class TierTranslators
{
    private const string Symbol = "X";
    private const string Terms = $"positions.{Symbol}.maintenance_terms.";

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("binance-usdm", "maintenance_bracket", ByNotional),
            ("binance-usdm", "maintenance_amount", ByNotional),
            ("binance-coinm", "maintenance_amount", Step),
            ("okx", "maintenance_bracket", BySize),
            ("hyperliquid", "maintenance_bracket", ByLeverage),
            ("hyperliquid", "stepTierMaintenanceMargin", ByLeverageOfMany),
        ];

    /// <summary>Rows of floor and rate; the notional as so many contracts at a price of one.</summary>
    private static Translation ByNotional(Vector vector) =>
        Expected(vector, Held(vector, Progressive(Rows(vector, "tiers", "maintenance")), vector.Inputs.Needed("notional")));

    private static Translation Step(Vector vector)
    {
        var inputs = vector.Inputs;
        if (inputs.ContainsKey("tiers"))
        {
            return ByNotional(vector);
        }

        return Translation.OfRule(
            vector,
            "maintenance_amount",
            inputs.Pick(("mmr", "maintenance"), ("prev_mmr", "previous_maintenance"), ("floor", "floor")),
            inputs.Pick(("prev_cum", "previous_amount")),
            ("cum", "amount")
        );
    }

    private static Translation BySize(Vector vector)
    {
        // Published as [least, most, rate] with the most inclusive: the row before ends where this one begins.
        var rows = new JsonArray();
        JsonNode from = 0;
        foreach (var row in vector.Inputs.NeededList("tiers"))
        {
            rows.Add(new JsonObject { ["from"] = from.DeepClone(), ["maintenance"] = row![2]!.DeepClone() });
            from = row[1]!;
        }

        var schedule = new JsonObject
        {
            ["kind"] = "tiers",
            ["style"] = "flat",
            ["boundary"] = "cap",
            ["measure"] = "size",
            ["rows"] = rows,
            ["known_up_to"] = from.DeepClone(),
        };
        return Expected(vector, Held(vector, schedule, vector.Inputs.Needed("size")));
    }

    private static Translation ByLeverage(Vector vector) =>
        Expected(vector, Held(vector, Halved(Rows(vector, "tiers_floor_leverage", "max_leverage")), vector.Inputs.Needed("notional")));

    private static Translation ByLeverageOfMany(Vector vector)
    {
        var rows = new JsonArray([
            .. vector
                .Inputs.NeededList("tiers")
                .Select(row => (JsonNode)row!.AsObject().Pick(("lower", "from"), ("maxLeverage", "max_leverage"))),
        ]);
        var translation = new MarginTranslation(vector).Margin(Halved(rows));
        var notionals = vector.Inputs.NeededList("notionals");
        for (var i = 0; i < notionals.Count; i++)
        {
            translation
                .List($"N{i}", 1)
                .Position($"N{i}", notionals[i]!)
                .Expect(vector, $"maintenance[{i}]", $"positions.N{i}.maintenance_margin");
        }

        // A position at each floor shows the deduction of its tier.
        for (var i = 0; i < rows.Count; i++)
        {
            translation
                .List($"T{i}", 1)
                .Position($"T{i}", rows[i]!["from"]!)
                .Expect(vector, $"deductions[{i}]", $"positions.T{i}.maintenance_terms.maintenance_amount_deducted");
        }

        return translation.Build();
    }

    private static MarginTranslation Held(Vector vector, JsonObject schedule, JsonNode quantity) =>
        new MarginTranslation(vector).Margin(schedule).List(Symbol, 1).Position(Symbol, quantity);

    private static Translation Expected(Vector vector, MarginTranslation translation) =>
        translation
            .Expect(vector, "mmr", Terms + "rate")
            .Expect(vector, "mm_rate", Terms + "rate")
            .Expect(vector, "cum", Terms + "maintenance_amount_deducted")
            .Expect(vector, "deduction", Terms + "maintenance_amount_deducted")
            .Expect(vector, "maintenance_margin", $"positions.{Symbol}.maintenance_margin")
            .Build();

    private static JsonObject Progressive(JsonArray rows) => new() { ["kind"] = "tiers", ["rows"] = rows };

    private static JsonObject Halved(JsonArray rows) =>
        new()
        {
            ["kind"] = "tiers",
            ["maintenance_share"] = 0.5m,
            ["rows"] = rows,
        };

    private static JsonArray Rows(Vector vector, string name, string rate) =>
        new([
            .. vector
                .Inputs.NeededList(name)
                .Select(row => (JsonNode)new JsonObject { ["from"] = row![0]!.DeepClone(), [rate] = row[1]!.DeepClone() }),
        ]);
}
