using Plimsoll.Formats.Rules;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Models;

/// <summary>What a model file looks like.</summary>
public static class ModelShape
{
    /// <summary>The whole file.</summary>
    public static RecordShape Root { get; } =
        new([
            Optional("$schema", TextShape.Any, "schema for editors; not read"),
            Required("name", TextShape.Any, "name by which portfolios call the model, such as binance-usdm"),
            Optional("title", TextShape.Any, "name for people"),
            Required("venue", TextShape.Any, "whose rules these are"),
            Required("effective_from", DateShape.Any, "first day on which they hold"),
            Optional("sources", new ListShape(TextShape.Any), "where rules and figures come from"),
            Optional("unknown", new ListShape(new UnknownShape()), "what could not be established and is not in the file"),
            Optional("rules", new MapShape(Rules), "rules beside margin: marks, funding, liquidation, insurance, deleveraging"),
            .. MarginShapes.Sections,
        ]);

    private static VariantShape Rules =>
        new(RuleCatalog.Kinds.ToDictionary(kind => kind.Key, kind => kind.Value.Parameters, StringComparer.Ordinal));
}
