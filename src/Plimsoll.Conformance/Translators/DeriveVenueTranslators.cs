using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Derive's portfolio margin as another file of vectors states it: flat parameters with overrides, rows as lists.</summary>
internal static class DeriveVenueTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("derive", "portfolio_margin", Margin)];

    private static Translation Margin(Vector vector)
    {
        var shared = vector.Shared.NeededObject("derive_pmrm2");
        var flat = (JsonObject)shared.NeededObject("params").DeepClone();
        flat.AddAll(vector.Inputs["param_overrides"] as JsonObject ?? []);
        var scenarios = shared.NeededObject("scenario_sets").Needed(vector.Inputs.Needed("scenario_set").ToString());
        return Translation.OfRule(
            vector,
            "scenario_margin",
            Scheme(flat, scenarios),
            Facts(vector.Inputs),
            Stated.Of(vector, ("net_initial_margin", "net_initial_margin"), ("net_maintenance_margin", "net_maintenance_margin"))
        );
    }

    private static JsonObject Scheme(JsonObject flat, JsonNode scenarios)
    {
        var scheme = flat.Pick(("im_factor", "initial_factor"), ("mm_factor", "maintenance_factor"));
        scheme["tables"] = new JsonObject { ["scenarios"] = new JsonObject { ["rows"] = Rows(scenarios) } };
        scheme["interest_discounted"] = "true";
        scheme["averaging_seconds"] = "1800";
        scheme["volatility"] = flat.Pick(
            ("vol_up", "up"),
            ("vol_down", "down"),
            ("short_power", "short_power"),
            ("long_power", "long_power"),
            ("dte_floor_days", "floor_days"),
            ("min_vol_up", "least_up")
        );
        scheme["skew"] = flat.Pick(
            ("linear_scale_cap", "turned_base"),
            ("linear_cbase", "turned_slope"),
            ("abs_scale_cap", "steepened_base"),
            ("abs_cbase", "steepened_slope"),
            ("min_k_star", "least_width"),
            ("width_scale", "width"),
            ("vol_param_static", "volatility"),
            ("vol_param_scale", "volatility_slope")
        );
        scheme["basis"] = flat.Pick(("basis_up", "up"), ("basis_down", "down"), ("basis_add", "add"), ("basis_mult", "per_year"));
        scheme["discount"] = new JsonObject
        {
            ["assets"] = flat.Pick(("disc_pos", "base"), ("long_rate_mult", "rate_scale"), ("long_rate_add", "rate_add")),
            ["debts"] = flat.Pick(("disc_neg", "base"), ("short_rate_mult", "rate_scale"), ("short_rate_add", "rate_add")),
        };
        scheme["peg_loss"] = flat.Pick(("peg_loss_threshold", "threshold"), ("peg_loss_factor", "factor"));
        scheme["charges"] = new JsonObject
        {
            ["perpetuals"] = Charge("notional", "both", flat, ("mm_perp_percent", "rate")),
            ["perpetuals_initially"] = Charge("notional", "initial", flat, ("im_perp_percent", "rate")),
            ["naked_shorts"] = Charge("short_options", "both", flat, ("mm_option_percent", "rate")),
            ["naked_shorts_initially"] = Charge("short_options", "initial", flat, ("im_option_percent", "rate")),
            ["collateral"] = Charge("haircuts", "both", flat),
            ["collateral_initially"] = Charge("haircuts", "initial", flat),
            ["confidence"] = Charge("confidence", "initial", flat, ("conf_threshold", "threshold"), ("conf_margin", "factor")),
        };
        return scheme;
    }

    private static JsonObject Charge(string kind, string levels, JsonObject from, params (string From, string To)[] fields)
    {
        var charge = from.Pick(fields);
        charge["kind"] = kind;
        charge["stage"] = "plain";
        charge["levels"] = levels;
        if (kind == "notional")
        {
            charge["of"] = new JsonArray("perpetuals");
        }

        return charge;
    }

    private static JsonArray Rows(JsonNode scenarios) =>
        [
            .. ((JsonArray)scenarios).Select(scenario =>
                (JsonNode)
                    new JsonObject
                    {
                        ["factor"] = scenario![0]!.DeepClone(),
                        ["volatility"] = DerivePortfolioTranslators.Move(scenario[1]),
                        ["weight"] = scenario[2]!.DeepClone(),
                    }
            ),
        ];

    private static JsonObject Facts(JsonObject inputs)
    {
        var facts = inputs.Pick(
            ("spot", "spot"),
            ("spot_confidence", "spot_confidence"),
            ("stable_price", "coin_price"),
            ("perp_price", "perpetual_price"),
            ("perp_confidence", "perpetual_confidence"),
            ("cash", "cash")
        );
        var (expiries, options) = (new JsonArray(), new JsonArray());
        foreach (var expiry in inputs["expiries"] as JsonArray ?? [])
        {
            expiries.Add(
                ((JsonObject)expiry!).Pick(
                    ("seconds", "seconds"),
                    ("forward", "forward"),
                    ("rate", "rate"),
                    ("confidence", "forward_confidence")
                )
            );
            foreach (var option in expiry.NeededObjects("options"))
            {
                var held = option.Pick(("strike", "strike"), ("vol", "volatility"), ("qty", "quantity"));
                held["seconds"] = expiry.Needed("seconds").DeepClone();
                held["is_call"] = option.Needed("right").GetValue<string>() switch
                {
                    "call" => "true",
                    "put" => "false",
                    var other => throw new FormatException($"right should be call or put, and is {other}."),
                };
                options.Add(held);
            }
        }

        facts["expiries"] = expiries;
        facts["options"] = options;
        if (inputs["perp_qty"] is not null)
        {
            facts["futures"] = new JsonArray(
                inputs.Pick(
                    ("perp_qty", "quantity"),
                    ("unrealised_perp_pnl", "unrealised_profit"),
                    ("unrealised_funding", "unrealised_funding")
                )
            );
        }

        facts["collateral"] = new JsonArray([
            .. (inputs["collaterals"] as JsonArray ?? []).Select(coin =>
                (JsonNode)
                    ((JsonObject)coin!).Pick(
                        ("name", "name"),
                        ("qty", "quantity"),
                        ("price", "price"),
                        ("confidence", "confidence"),
                        ("risk_cancelling", "hedge"),
                        ("mm_haircut", "maintenance_haircut"),
                        ("im_haircut", "initial_haircut")
                    )
            ),
        ]);
        return facts;
    }
}
