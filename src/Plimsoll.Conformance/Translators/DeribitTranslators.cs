namespace Plimsoll.Conformance.Translators;

/// <summary>Deribit's vectors in the product's words.</summary>
internal static class DeribitTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All => [("deribit", "funding", Funding)];

    private static Translation Funding(Vector vector) =>
        Translation.OfRule(
            vector,
            "damped_premium_funding",
            vector.Inputs.Pick("damper", "cap"),
            vector.Inputs.Pick("mark", "index"),
            ("premium_rate", "premium_rate"),
            ("funding_rate_8h", "funding_rate")
        );
}
