using Plimsoll.Formats.Documents;
using Plimsoll.Formats.PortfolioRules;
using Plimsoll.Formats.Scenarios;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Scenarios;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Models;

/// <summary>Portfolio margin in a model file.</summary>
internal static class PortfolioSectionReader
{
    /// <summary>What it looks like.</summary>
    public static RecordField Field { get; } =
        Optional(
            "portfolio_margin",
            new RecordShape([
                .. SchemeShapes.Scheme,
                .. SchemeShapes.Account,
                Optional(
                    "by_underlying",
                    new MapShape(new RecordShape(SchemeShapes.Scheme)),
                    "what some underlyings have instead, field by field"
                ),
                Optional("expiry_hour", NumberShape.Whole(0, 23), "hour of the day, in UTC, at which expiries end. Default 0"),
                Optional("hedges", new MapShape(TextShape.Any), "assets that hedge an underlying, by asset"),
                Optional("initial_haircuts", new MapShape(NumberShape.Share), "what initial margin asks of assets beyond their haircut"),
                .. PortfolioRuleShapes.Fields,
            ]),
            "portfolio margin: accounts are margined by scenarios of the whole portfolio, and instruments need no schedule"
        );

    /// <summary>Reads it; null when the file has none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="beside">The text of a file beside the model's.</param>
    /// <param name="asOf">The moment whose knowledge of past moves is wanted; null for all there is.</param>
    /// <param name="faults">Hears what is wrong with it.</param>
    public static PortfolioSection? Read(Fields model, Func<string, string?>? beside, DateTimeOffset? asOf, FaultList faults)
    {
        if (model.Record("portfolio_margin") is not { } fields)
        {
            return null;
        }

        var reader = new SchemeReader(faults);
        var scheme = reader.Read(fields);
        var others = fields
            .RecordsByName("by_underlying")
            .ToDictionary(each => each.Name, each => reader.Read(fields, each.Record), StringComparer.Ordinal);
        if (scheme.Netting == BookNetting.SameScenario && others.Values.Any(other => RowsOf(other) != RowsOf(scheme)))
        {
            faults.Add(
                fields.Of("by_underlying"),
                "contradiction",
                "underlyings under the same scenarios need tables of as many rows, since row is added to row."
            );
        }

        return new(
            scheme,
            others,
            (int)fields.Whole("expiry_hour", 0),
            (fields.Record("hedges")?.Node.Entries ?? []).ToDictionary(
                each => each.Name,
                each => ((ScalarNode)each.Value).Text,
                StringComparer.Ordinal
            ),
            fields.NumbersByName("initial_haircuts").ToDictionary(each => each.Name, each => each.Number, StringComparer.Ordinal)
        )
        {
            IsVolatilityUnknown =
                IsVolatilityUnknown(fields) || fields.RecordsByName("by_underlying").Any(each => IsVolatilityUnknown(each.Record)),
            Rules = new PortfolioRuleReader(fields, scheme, beside, asOf, faults).Read(others),
        };
    }

    private static bool IsVolatilityUnknown(Fields scheme) => scheme.Text("volatility", "") == SchemeShapes.Unknown;

    private static int RowsOf(PortfolioMarginModel scheme) => scheme.Tables.Sum(table => table.Rows.Count);
}
