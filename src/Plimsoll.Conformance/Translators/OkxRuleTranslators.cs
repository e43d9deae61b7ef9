namespace Plimsoll.Conformance.Translators;

/// <summary>OKX's vectors beside margin in the product's words.</summary>
internal static class OkxRuleTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("okx", "collateral_haircut", Ladder)];

    private static Translation Ladder(Vector vector) =>
        Translation.OfRule(
            vector,
            "discount_ladder",
            vector.Inputs.Pick(("explicit", "rungs"), ("size_step", "amount_step"), ("rate_step", "rate_step")),
            vector.Inputs.Pick("tier", "amount", "price"),
            ("cap", "cap"),
            ("rate", "rate"),
            ("counted", "counted"),
            ("value", "value")
        );
}
