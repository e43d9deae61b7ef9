using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Paradex' vectors beside margin in the product's words.</summary>
internal static class ParadexRuleTranslators
{
    private const string Liquidation = "proportional_liquidation";
    private const string Socialized = "socialized_loss_on_withdrawal";

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("paradex", "order_cancellation", Cancel),
            ("paradex", "orderCancelDeleveraging", CancelBySide),
            ("paradex", "liquidation", Liquidate),
            ("paradex", "proRataPartialLiquidation", LiquidateWithTable),
            ("paradex", "loss_socialization", Socialize),
            ("paradex", "socializedLossOnWithdrawal", SocializeOfUsers),
        ];

    private static Translation Cancel(Vector vector)
    {
        var orders = Rows(vector.Inputs["orders"]).Select(row => Order(row[0]!, row[1]!, row[2]!));
        return Translation.OfRule(vector, "cancel_non_offsetting_orders", [], OrderFacts(vector, orders)) with
        {
            Expectations = [Set("kept_limit_prices", "kept_prices"), Set("cancelled_limit_prices", "cancelled_prices")],
        };
    }

    private static Translation CancelBySide(Vector vector)
    {
        var buys = Rows(vector.Inputs["buyOrders"]).Select(row => Order("buy", row[0]!, row[1]!));
        var sells = Rows(vector.Inputs["sellOrders"]).Select(row => Order("sell", row[0]!, row[1]!));
        return Translation.OfRule(vector, "cancel_non_offsetting_orders", [], OrderFacts(vector, buys.Concat(sells))) with
        {
            Expectations = [Set("kept", "kept"), Set("cancelled", "cancelled")],
        };
    }

    private static Translation Liquidate(Vector vector) =>
        Translation.OfRule(
            vector,
            Liquidation,
            vector.Inputs.Pick(("liq_fee", "fee_rate"), ("target_ratio", "target_ratio"), ("share_step", "share_step")),
            LiquidationFacts(vector, ("qty", "quantity"), ("entry", "entry"), ("mark", "mark"), ("mmf", "maintenance_rate")),
            ("chosen_share", "share"),
            ("penalty", "penalty"),
            ("account_value", "initial_account_value"),
            ("mmr", "initial_maintenance_margin")
        );

    private static Translation LiquidateWithTable(Vector vector)
    {
        var table = vector.Expected["table"] as JsonArray ?? [];
        (string, string)[] columns =
        [
            ("share", "share"),
            ("mmr", "maintenance_margin"),
            ("penalty", "penalty"),
            ("accountValue", "account_value"),
            ("marginRatio", "margin_ratio"),
        ];
        var cells = Enumerable
            .Range(0, table.Count)
            .SelectMany(row => columns.Select(column => ($"table[{row}].{column.Item1}", $"steps[{row}].{column.Item2}")));
        return Translation.OfRule(
            vector,
            Liquidation,
            vector.Inputs.Pick(("liquidationFeeOfMmr", "fee_rate"), ("targetMarginRatio", "target_ratio"), ("shareStep", "share_step")),
            LiquidationFacts(vector, ("size", "quantity"), ("entry", "entry"), ("mark", "mark"), ("mmf", "maintenance_rate")),
            [
                ("accountValue", "initial_account_value"),
                ("maintenanceMargin", "initial_maintenance_margin"),
                ("chosenShare", "share"),
                ("collateralAfter", "collateral_after"),
                .. cells,
            ]
        );
    }

    private static Translation Socialize(Vector vector)
    {
        var accounts = Rows(vector.Inputs["accounts"])
            .Select(row => (JsonNode)new JsonObject { ["balance"] = row[0]!.DeepClone(), ["unrealized_pnl"] = row[1]!.DeepClone() });
        var facts = vector.Inputs.Pick(
            ("insurance_fund", "insurance_fund"),
            ("total_exchange_balance", "total_balance"),
            ("withdrawal", "withdrawal")
        );
        facts["accounts"] = new JsonArray([.. accounts]);
        var isPlain =
            vector.Inputs["doc_denominator"] is not JsonValue word
            || string.Equals(word.GetValue<string>(), "total_balance", StringComparison.Ordinal);
        return Translation.OfRule(
            vector,
            Socialized,
            Denominator(isPlain),
            facts,
            ("shortfall", "shortfall"),
            ("factor", "factor"),
            ("withdrawal_net", "received")
        );
    }

    // The first of the users holds the position, the second the other side of it. The text and the example of the page differ: two rules.
    private static Translation SocializeOfUsers(Vector vector)
    {
        var facts = vector.Inputs.Pick(("insuranceFund", "insurance_fund"), ("withdrawal", "withdrawal"));
        facts["accounts"] = new JsonArray([.. Users(vector.Inputs)]);
        var translation = Translation.OfRule(
            vector,
            Socialized,
            Denominator(isPlain: true),
            facts,
            ("bankruptcyAmount", "bankruptcy"),
            ("exchangeBankruptcy", "shortfall"),
            ("socializedLossFactor", "factor"),
            ("charge", "charge"),
            ("received", "received")
        );
        const string AsWritten = "as_written";
        var documented = Denominator(isPlain: false);
        documented["kind"] = Socialized;
        translation.Model["rules"]![AsWritten] = documented;
        translation.Portfolio["facts"]![AsWritten] = facts.DeepClone();
        return translation with { Expectations = [.. translation.Expectations, new("documentedFormulaGives", $"{AsWritten}.factor")] };
    }

    private static IEnumerable<JsonNode> Users(JsonObject inputs)
    {
        const int Most = 10_000;
        var count = inputs.Needed("users").GetValue<int>();
        return count is >= 0 and <= Most
            ? Enumerable.Range(0, count).Select(user => User(inputs, user))
            : throw new FormatException($"users is {count}, and should be between 0 and {Most}.");
    }

    private static JsonObject User(JsonObject inputs, int user)
    {
        var account = inputs.Pick(("userBalance", "balance"));
        if (user < 2 && inputs["position"] is JsonObject position)
        {
            var held = position.Pick("size", "entry", "mark");
            held["side"] = user == 0 ? "long" : "short";
            account["position"] = held;
        }

        return account;
    }

    private static JsonObject Denominator(bool isPlain) =>
        new() { ["denominator"] = isPlain ? "total_balance" : "total_balance_and_shortfall" };

    private static JsonObject LiquidationFacts(Vector vector, params (string From, string To)[] names)
    {
        var facts = vector.Inputs.Pick("collateral");
        var positions = vector.Inputs.NeededList("positions").Select(position => (JsonNode)position!.AsObject().Pick(names));
        facts["positions"] = new JsonArray([.. positions]);
        return facts;
    }

    private static JsonObject OrderFacts(Vector vector, IEnumerable<JsonObject> orders)
    {
        var facts = vector.Inputs.Pick("position");
        facts["orders"] = new JsonArray([.. orders]);
        return facts;
    }

    private static JsonObject Order(JsonNode side, JsonNode quantity, JsonNode price) =>
        new()
        {
            ["side"] = side.DeepClone(),
            ["quantity"] = quantity.DeepClone(),
            ["price"] = price.DeepClone(),
        };

    private static IEnumerable<JsonArray> Rows(JsonNode? rows) => (rows as JsonArray ?? []).Select(row => row!.AsArray());

    // What is kept of a book is a set; in which order it is told says nothing.
    private static Expectation Set(string expected, string answer) => new(expected, $"{Translation.RuleName}.{answer}", IsInAnyOrder: true);
}
