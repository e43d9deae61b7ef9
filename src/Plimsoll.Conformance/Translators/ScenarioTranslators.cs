using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Portfolio margin of venues that publish single parts of it, in the product's words.</summary>
internal static class ScenarioTranslators
{
    /// <summary>The far moves of Deribit's extended table, which a response lists without naming them.</summary>
    private static readonly string[] ExtendedMoves = ["-0.66", "-0.33", "0.5", "1", "2", "3", "4", "5"];

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("deribit", "portfolio_margin", Deribit),
            ("deribit", "pm_contingency", Contingency),
            ("deribit", "pm_vol_move", VolatilityMove),
            ("okx", "portfolio_component", Depeg),
            ("paradex", "portfolio_component", DeltaOfList),
            ("paradex", "portfolioMarginMinDelta", DeltaOfBook),
            ("cme-span", "scan_risk", Span),
            ("dederi", "portfolio_component", CarriedFuture),
        ];

    private static Translation Deribit(Vector vector)
    {
        var stated = vector.Inputs.NeededObject("params");
        var scaling = stated.Pick(("price_range", "range"), ("extended_table_factor", "factor"), ("extended_dampener", "dampener"));
        var standard = stated.Pick(("price_range", "range"), ("buckets_count", "steps"));
        var roll = stated.Pick(("min_annualised_move", "least_move"), ("annualised_move_risk", "annual_move"));
        roll["kind"] = "roll";
        var gains = stated.Pick(("pnl_offset", "weight"), ("max_offsetable_pnl", "most"));
        var parameters = stated.Pick(("mm_factor", "maintenance_factor"));
        parameters["tables"] = new JsonObject
        {
            ["standard"] = standard,
            ["extended"] = new JsonObject
            {
                ["moves"] = new JsonArray([.. ExtendedMoves.Select(move => (JsonNode)move)]),
                ["scaling"] = scaling,
            },
        };
        parameters["gains"] = gains;
        parameters["charges"] = new JsonObject { ["roll"] = roll };
        var facts = vector.Inputs.Pick(("index_price", "spot"));
        facts["unit"] = "coin";
        facts["futures"] = new JsonArray([
            .. vector
                .Inputs.NeededObject("positions_base")
                .Select(
                    (held, place) =>
                    {
                        var future = new JsonObject
                        {
                            ["name"] = held.Key,
                            ["quantity"] = held.Value!.DeepClone(),
                            ["price"] = vector.Inputs.Needed("index_price").DeepClone(),
                        };
                        if (!held.Key.EndsWith("PERPETUAL", StringComparison.Ordinal))
                        {
                            // Nothing says how far each expiry is; they only must not be taken for one.
                            future["seconds"] = place;
                        }

                        return (JsonNode)future;
                    }
                ),
        ]);
        var added = vector.Inputs.Pick("spot_margin", "mmp_margin", "open_orders_margin");
        if (added.Count > 0)
        {
            facts["added_initial"] = added;
        }

        return Translation.OfRule(
            vector,
            "scenario_margin",
            parameters,
            facts,
            Stated.Of(
                vector,
                ("raw_standard_by_move", "tables.standard.profits"),
                ("raw_extended", "tables.extended.profits"),
                ("agg_standard_by_move", "tables.standard.counted"),
                ("agg_extended", "tables.extended.counted"),
                ("worst_case", "worst_loss"),
                ("roll_shock", "charges.roll"),
                ("risk_matrix_margin", "risk_matrix_margin"),
                ("initial_margin", "initial_margin"),
                ("maintenance_margin", "maintenance_margin")
            )
        );
    }

    private static Translation Contingency(Vector vector)
    {
        var facts = vector.Inputs.Pick(("options_total", "options"), ("futures_positions", "futures"), ("futures", "futures"));
        if (vector.Inputs["strike_positions"] is JsonArray strikes)
        {
            facts["strikes"] = strikes.Any(each => each is JsonArray) ? strikes.DeepClone() : new JsonArray(strikes.DeepClone());
        }

        // Nothing held would need nothing, which is an answer to another question.
        if (facts.Count == 0)
        {
            throw new FormatException("none of options_total, futures_positions, futures and strike_positions is stated.");
        }

        return Translation.OfRule(
            vector,
            "options_contingency",
            vector.Inputs.Pick("rate"),
            facts,
            Stated.Of(vector, ("contingency", "contingency"))
        );
    }

    private static Translation VolatilityMove(Vector vector) =>
        Translation.OfRule(
            vector,
            "volatility_move",
            vector.Inputs.Pick("base", "power", "short_power", "long_power"),
            vector.Inputs.Pick("days"),
            ("iv_move", "move")
        );

    private static Translation Depeg(Vector vector) =>
        Translation.OfRule(
            vector,
            "depeg_ladder",
            new()
            {
                ["ladder"] = new JsonArray([
                    .. ((JsonArray)vector.Inputs.Needed("ladder")).Select(rung =>
                        (JsonNode)new JsonObject { ["up_to"] = rung![0]?.DeepClone(), ["rate"] = rung[1]!.DeepClone() }.WithoutNothing()
                    ),
                ]),
            },
            vector.Inputs.Pick(("hedged_usd", "hedged")),
            ("mr9_usd", "charge")
        );

    private static Translation DeltaOfList(Vector vector) =>
        Delta(
            vector,
            vector.Inputs.Pick(("unhedged", "net"), ("hedged_factor", "hedged")),
            ((JsonArray)vector.Inputs.Needed("deltas")).Select(delta => new JsonObject { ["quantity"] = delta!.DeepClone() }),
            ("net", "net_delta_size"),
            ("hedged", "hedged_delta"),
            ("gross", "gross_delta"),
            ("requirement", "charge")
        );

    /// <summary>A number of something, and the delta of one under the name of it in the singular with "Delta"; without that it is 1.</summary>
    private static Translation DeltaOfBook(Vector vector)
    {
        string[] others = ["spot", "unhedged", "hedged"];
        var legs = vector
            .Inputs.Where(input => !others.Contains(input.Key) && !input.Key.EndsWith("Delta", StringComparison.Ordinal))
            .Select(input =>
            {
                var leg = new JsonObject { ["quantity"] = input.Value!.DeepClone() };
                if ((vector.Inputs[input.Key + "Delta"] ?? vector.Inputs[input.Key.TrimEnd('s') + "Delta"]) is { } delta)
                {
                    leg["delta"] = delta.DeepClone();
                }

                return leg;
            });
        return Delta(
            vector,
            vector.Inputs.Pick(("unhedged", "net"), ("hedged", "hedged")),
            legs,
            ("netDelta", "net_delta"),
            ("grossDelta", "gross_delta"),
            ("hedgedDelta", "hedged_delta"),
            ("minDeltaRisk", "charge")
        );
    }

    private static Translation Delta(
        Vector vector,
        JsonObject parameters,
        IEnumerable<JsonObject> legs,
        params (string Expected, string Answer)[] names
    )
    {
        var facts = vector.Inputs.Pick("spot");
        facts["legs"] = new JsonArray([.. legs.Select(leg => (JsonNode)leg)]);
        return Translation.OfRule(vector, "hedged_delta_charge", parameters, facts, Stated.Of(vector, names));
    }

    private static Translation Span(Vector vector) =>
        Translation.OfRule(
            vector,
            "span_scan_risk",
            vector.Inputs.Pick("extreme_multiple", "extreme_weight"),
            vector.Inputs.Pick(("price_scan_range", "price_scan_range"), ("qty", "quantity")),
            ("scan_risk", "scan_risk")
        );

    private static Translation CarriedFuture(Vector vector) =>
        Translation.OfRule(
            vector,
            "carried_future_scenarios",
            vector.Inputs.Pick(("shocks", "moves"), ("contingency_factor", "contingency_rate")),
            vector.Inputs.Pick(("index", "index"), ("basis_rate", "basis_rate"), ("days", "days"), ("qty", "quantity")),
            Stated.Of(vector, ("forward", "forward"), ("contingency", "contingency"), ("pnl", "profits"))
        );

    private static JsonObject WithoutNothing(this JsonObject record)
    {
        foreach (var name in record.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray())
        {
            record.Remove(name);
        }

        return record;
    }
}
