using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Vega's vectors in the product's words.</summary>
internal static class VegaTranslators
{
    private static readonly (string From, string To)[] Market =
    [
        ("slip_linear", "slippage_factor"),
        ("slip_quadratic", "quadratic_slippage_factor"),
        ("rf_long", "risk_factor_long"),
        ("rf_short", "risk_factor_short"),
        ("pdp", "position_decimals"),
    ];

    private static readonly (string From, string To)[] Holding =
    [
        ("position", "position"),
        ("buy_orders", "buy_orders"),
        ("sell_orders", "sell_orders"),
        ("mark", "mark"),
        ("auction", "auction"),
        ("funding_margin_per_unit", "funding_per_contract"),
    ];

    private static readonly (string From, string To)[] Model =
    [
        ("mu", "drift"),
        ("sigma", "volatility"),
        ("risk_aversion", "risk_aversion"),
        ("tau", "horizon"),
    ];

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("vega", "cross_margin_levels", Levels),
            ("vega", "cross_margin_levels_spec_text", LevelsOfText),
            ("vega", "maintenance_margin", Maintenance),
            ("vega", "liquidation_price", LiquidationPrice),
            ("vega", "lognormal_risk_factors", vector => Rule(vector, "lognormal_risk_factors", vector.Inputs.Pick(Model), [])),
            ("vega", "lognormal_margin", LognormalLevels),
            ("vega", "lognormal_bounds", LognormalBounds),
            ("vega", "margin_action", Action),
            ("vega", "order_admission", Admission),
            ("vega", "closeout", CloseOut),
            ("vega", "mtm_cashflow", CashFlow),
            ("vega", "isolated_order_margin", OrderMargin),
            ("vega", "isolated_switch", Switch),
            ("vega", "isolated_fill", Fill),
            ("vega", "capped_full_collateral", vector => Capped(vector, "whole")),
            ("vega", "capped_full_collateral_spec", vector => Capped(vector, "offset")),
            .. VegaMarketTranslators.All,
        ];

    /// <summary>A rule whose answer names its parts as the vector does, but for a few.</summary>
    public static Translation Rule(
        Vector vector,
        string kind,
        JsonObject parameters,
        JsonObject facts,
        params (string Expected, string Answer)[] renamed
    ) =>
        Translation.OfRule(
            vector,
            kind,
            parameters,
            facts,
            [.. vector.Expected.Select(part => (part.Key, renamed.FirstOrDefault(pair => pair.Expected == part.Key).Answer ?? part.Key))]
        );

    /// <summary>A market's factors, with the list of level factors taken apart.</summary>
    public static JsonObject MarketOf(JsonObject inputs)
    {
        var market = inputs.Pick(Market);
        if (inputs["scaling"] is JsonArray { Count: 3 } scaling)
        {
            market["search_factor"] = scaling[0]?.DeepClone();
            market["initial_factor"] = scaling[1]?.DeepClone();
            market["release_factor"] = scaling[2]?.DeepClone();
        }

        return market;
    }

    private static Translation Levels(Vector vector) =>
        Rule(vector, "four_level_margin", MarketOf(vector.Inputs), vector.Inputs.Pick(Holding));

    private static Translation LevelsOfText(Vector vector)
    {
        var market = MarketOf(vector.Inputs);
        market["slippage_on"] = "position_and_orders";
        market["is_rounded"] = false;
        return Rule(vector, "four_level_margin", market, vector.Inputs.Pick(Holding));
    }

    private static Translation Maintenance(Vector vector)
    {
        var market = vector.Inputs.Pick(
            ("slippage", "slippage_factor"),
            ("rf_long", "risk_factor_long"),
            ("rf_short", "risk_factor_short")
        );
        market["slippage_on"] = "position_and_orders";
        market["is_rounded"] = false;
        var facts = vector.Inputs.Pick(("mark", "mark"), ("open", "position"), ("buys", "buy_orders"), ("sells", "sell_orders"));
        return Rule(vector, "four_level_margin", market, facts, ("maintenance_with_orders", "maintenance"));
    }

    private static Translation LognormalLevels(Vector vector)
    {
        var market = MarketOf(vector.Inputs);
        foreach (var (name, value) in (vector.Inputs["model"] as JsonObject ?? []).Pick(Model))
        {
            market[name] = value?.DeepClone();
        }

        return Rule(vector, "lognormal_four_level_margin", market, vector.Inputs.Pick(Holding));
    }

    private static Translation LognormalBounds(Vector vector) =>
        Rule(
            vector,
            "lognormal_price_bounds",
            vector.Inputs.Pick(("mu", "drift"), ("sigma", "volatility"), ("probability", "probability"), ("horizon_s", "horizon")),
            vector.Inputs.Pick("reference")
        );

    private static Translation LiquidationPrice(Vector vector) =>
        Rule(
            vector,
            "slippage_and_risk_factor_liquidation_price",
            vector.Inputs.Pick(Market),
            vector.Inputs.Pick([.. Holding, ("collateral", "collateral")])
        );

    private static Translation Action(Vector vector)
    {
        var facts = Balances(vector.Inputs);
        foreach (var level in (vector.Inputs["levels"] as JsonObject ?? []).Pick("maintenance", "search", "initial", "release"))
        {
            facts[level.Key] = level.Value?.DeepClone();
        }

        return Rule(vector, "four_level_collateral", [], facts);
    }

    private static Translation Admission(Vector vector) =>
        Rule(
            vector,
            "initial_margin_order_admission",
            [],
            vector.Inputs.Pick(
                ("margin", "margin"),
                ("general", "general"),
                ("initial_required", "initial_required"),
                ("reduce_only", "is_reducing"),
                ("reducing", "is_reducing")
            )
        );

    private static Translation CloseOut(Vector vector)
    {
        var levels = vector.Inputs["levels_from"] as JsonObject ?? [];
        var facts = Balances(vector.Inputs);
        foreach (var (name, value) in levels.Pick(Holding))
        {
            facts[name] = value?.DeepClone();
        }

        return Rule(vector, "four_level_close_out", MarketOf(levels), facts);
    }

    private static Translation CashFlow(Vector vector) =>
        Rule(
            vector,
            "mark_to_market_cash_flow",
            vector.Inputs.Pick(("pdp", "position_decimals")),
            vector.Inputs.Pick(
                ("prev_position", "previous_position"),
                ("prev_mark", "previous_mark"),
                ("mark", "mark"),
                ("trades", "trades")
            )
        );

    private static Translation OrderMargin(Vector vector) =>
        Rule(
            vector,
            "isolated_order_margin",
            vector.Inputs.Pick(("pdp", "position_decimals")),
            vector.Inputs.Pick("position", "margin_factor", "buys", "sells", "auction_price")
        );

    private static Translation Switch(Vector vector) =>
        Rule(
            vector,
            "isolated_margin_switch",
            MarketOf(vector.Inputs),
            vector.Inputs.Pick(
                "position",
                "entry",
                "mark",
                "margin_factor",
                "buys",
                "sells",
                "auction_price",
                "margin",
                "order_margin",
                "general"
            )
        );

    private static Translation Fill(Vector vector) =>
        Rule(
            vector,
            "isolated_margin_fill",
            vector.Inputs.Pick(("pdp", "position_decimals")),
            vector.Inputs.Pick(
                ("margin", "margin"),
                ("order_margin", "order_margin"),
                ("general", "general"),
                ("margin_factor", "margin_factor"),
                ("fills", "fills"),
                ("orders_left", "orders_left"),
                ("mtm", "variation")
            )
        );

    private static Translation Capped(Vector vector, string orders)
    {
        var parameters = vector.Inputs.Pick(("cap", "cap"), ("pdp", "position_decimals"));
        parameters["orders"] = orders;
        return Rule(vector, "fully_collateralised_margin", parameters, vector.Inputs.Pick("position", "entry", "buys", "sells"));
    }

    private static JsonObject Balances(JsonObject inputs) =>
        inputs.Pick(
            ("margin", "margin"),
            ("general", "general"),
            ("bond", "bond"),
            ("mtm", "variation"),
            ("isolated", "is_isolated"),
            ("in_auction", "is_auction")
        );
}
