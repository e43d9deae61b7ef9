namespace Plimsoll.Conformance.Translators;

/// <summary>FTX's vectors beside margin in the product's words.</summary>
internal static class FtxRuleTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("ftx", "auto_close_fraction", Fraction), ("ftx", "auto_close_price", Price), ("ftx", "backstop_price", Backstop)];

    private static Translation Fraction(Vector vector) =>
        Translation.OfRule(
            vector,
            "auto_close_fraction",
            [],
            vector.Inputs.Pick(("mmf", "maintenance_fraction")),
            ("acmf", "auto_close_fraction")
        );

    private static Translation Price(Vector vector) =>
        Translation.OfRule(
            vector,
            "margin_fraction_price",
            [],
            vector.Inputs.Pick(("qty", "quantity"), ("entry", "entry"), ("collateral", "collateral"), ("fraction", "fraction")),
            ("price", "price")
        );

    private static Translation Backstop(Vector vector) =>
        Translation.OfRule(
            vector,
            "backstop_close",
            vector.Inputs.Pick(("min_value", "least_value")),
            vector.Inputs.Pick(
                ("side", "side"),
                ("position", "position"),
                ("mark", "mark"),
                ("margin_fraction", "margin_fraction"),
                ("acmf", "auto_close_fraction")
            ),
            ("zero_price", "zero_price"),
            ("counterparty_price", "counterparty_price"),
            ("auto_close_size", "size")
        );
}
