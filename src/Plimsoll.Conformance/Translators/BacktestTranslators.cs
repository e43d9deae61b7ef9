using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Vectors of back-test statistics in the product's words; which test one is about shows in what it states.</summary>
internal static class BacktestTranslators
{
    private static readonly (string From, string To)[] Promise =
    [
        ("p", "probability"),
        ("probability", "probability"),
        ("level", "level"),
        ("confidence", "confidence"),
        ("crit", "critical"),
        ("critical", "critical"),
    ];

    private static readonly (string From, string To)[] Sample =
    [
        ("T", "observations"),
        ("n", "observations"),
        ("observations", "observations"),
        ("x", "exceptions"),
        ("exceptions", "exceptions"),
    ];

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("statistics", "var_backtest", Translate)];

    private static Translation Translate(Vector vector)
    {
        var (parameters, facts) = (vector.Inputs.Pick(Promise), vector.Inputs.Pick(Sample));
        if (vector.Inputs.ContainsKey("n00") || vector.Formula.StartsWith("christoffersen", StringComparison.Ordinal))
        {
            return Clusters(vector, parameters, facts);
        }

        if (vector.Formula.StartsWith("basel", StringComparison.Ordinal))
        {
            return Zone(vector, vector.Inputs.Pick(Promise[..3]), facts);
        }

        return facts.ContainsKey("exceptions")
            ? Translation.OfRule(
                vector,
                "kupiec_test",
                parameters,
                facts,
                ("lr", "lr_uc"),
                ("lr_pof", "lr_uc"),
                ("lr_uc", "lr_uc"),
                ("p_value", "p_value"),
                ("reject", "rejected"),
                ("rejected", "rejected")
            )
            : Translation.OfRule(vector, "kupiec_region", parameters, facts, ("min_x", "least_exceptions"), ("max_x", "most_exceptions"));
    }

    private static Translation Zone(Vector vector, JsonObject parameters, JsonObject facts) =>
        Translation.OfRule(
            vector,
            "traffic_light",
            parameters,
            facts,
            ("zone", "zone"),
            ("multiplier", "multiplier"),
            ("cumulative", "cumulative"),
            ("cumulative_probability", "cumulative")
        );

    private static Translation Clusters(Vector vector, JsonObject parameters, JsonObject facts)
    {
        facts.AddAll(
            vector.Inputs.Pick(("n00", "quiet_to_quiet"), ("n01", "quiet_to_hit"), ("n10", "hit_to_quiet"), ("n11", "hit_to_hit"))
        );
        return Translation.OfRule(
            vector,
            "christoffersen_test",
            parameters,
            facts,
            ("lr_ind", "lr_ind"),
            ("lr_uc", "lr_uc"),
            ("lr_pof", "lr_uc"),
            ("lr_cc", "lr_cc"),
            ("p_value", "p_value"),
            ("p_value_cc", "p_value_cc"),
            ("reject", "rejected")
        );
    }
}
