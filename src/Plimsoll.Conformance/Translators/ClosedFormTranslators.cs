using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Vectors that know less of an account than a portfolio has to say.</summary>
internal static class ClosedFormTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("hyperliquid", "liquidation_price", Hyperliquid),
            ("hyperliquid", "liquidationPrice", Available),
            ("bybit", "bankruptcy_and_liq", InverseCross),
        ];

    /// <summary>One kind of two forms: the rule of today, and the one of 2023 with the whole account's figures.</summary>
    private static Translation Hyperliquid(Vector vector) =>
        vector.Inputs.ContainsKey("margin_available")
            ? Available(vector)
            : Translation.OfRule(
                vector,
                "account_value_liquidation_price",
                vector.Inputs.Pick(("maint_rate", "maintenance")),
                vector.Inputs.Pick(
                    ("szi", "size"),
                    ("position_value", "position_value"),
                    ("account_value", "account_value"),
                    ("total_ntl_pos", "total_notional"),
                    ("leverage", "leverage")
                ),
                ("liquidation_price", "liquidation_price"),
                ("margin_used", "margin_used")
            );

    private static Translation Available(Vector vector)
    {
        var facts = vector.Inputs.Pick(
            ("side", "side"),
            ("price", "price"),
            ("size", "size"),
            ("positionSize", "size"),
            ("margin_available", "margin_available"),
            ("marginAvailable", "margin_available")
        );
        return Translation.OfRule(
            vector,
            "margin_available_liquidation_price",
            vector.Inputs.Pick(("maintenance_leverage", "maintenance_leverage"), ("maintenanceLeverage", "maintenance_leverage")),
            facts,
            (vector.Expected.ContainsKey("liquidation_price") ? "liquidation_price" : "liquidationPrice", "liquidation_price")
        );
    }

    private static Translation InverseCross(Vector vector)
    {
        var parameters = vector.Inputs.Pick(("mmr", "maintenance"), ("taker_fee", "closing_fee"));
        if (vector.Inputs["tick"] is { } tick)
        {
            parameters["rounding"] = new JsonObject
            {
                ["step"] = tick.DeepClone(),
                ["long"] = "up",
                ["short"] = "down",
            };
        }

        return Translation.OfRule(
            vector,
            "inverse_cross_liquidation",
            parameters,
            vector.Inputs.Pick(("contracts_usd", "contracts"), ("entry", "entry"), ("balance", "balance"), ("side", "side")),
            ("bankruptcy_price", "bankruptcy_price"),
            ("liquidation_price", "liquidation_price")
        );
    }
}
