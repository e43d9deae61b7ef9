using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Portfolios;

/// <summary>What a portfolio file looks like.</summary>
public static class PortfolioShape
{
    /// <summary>The whole file.</summary>
    public static RecordShape Root { get; } =
        new(
            Optional("$schema", TextShape.Any, "schema for editors; not read"),
            Optional("name", TextShape.Any, "name for people"),
            Optional("model", TextShape.Any, "model by which it is margined, such as binance-usdm"),
            Optional(
                "account_class",
                TextShape.Any,
                "class of the account, such as professional, where the model has rules by class; without it its usual rule holds"
            ),
            Optional("at", DateShape.Any, "day or time; the version of the model that holds then is used"),
            Optional("balances", new MapShape(Amount), "amounts held, by asset; below zero is a debt"),
            Optional("positions", new ListShape(Position), "positions"),
            Optional("orders", new ListShape(Order), "open orders"),
            Optional("market", new MapShape(Quote), "prices, by symbol of the instrument, or by name of an underlying or asset"),
            Optional("facts", new MapShape(new AnyRecord()), "what the model's rules beside margin need to know, by the rule's name")
        );

    private static NumberShape Amount => new() { IsAmount = true };

    private static NumberShape NotNegative => new() { Min = 0, IsAmount = true };

    private static NumberShape Positive =>
        new()
        {
            Min = 0,
            IsMinExcluded = true,
            IsAmount = true,
        };

    private static RecordShape Position =>
        new(
            Required("instrument", TextShape.Any, "symbol"),
            Required("quantity", Amount, "contracts: above zero is long, below zero short"),
            Optional("entry", NotNegative, "average entry price; without it the position is carried at the mark"),
            Optional(
                "leverage",
                new NumberShape
                {
                    Min = 1,
                    Max = 1000,
                    IsAmount = true,
                },
                "the user's leverage"
            ),
            Optional("isolated", new IsolatedShape(), "true, or the margin given to this position alone"),
            Optional("added_margin", Amount, "margin added to an isolated position beyond that")
        );

    private static RecordShape Order =>
        new(
            Required("instrument", TextShape.Any, "symbol"),
            Required("side", new ChoiceShape("buy", "sell"), "buy or sell"),
            Required("quantity", Positive, "contracts that remain open"),
            Optional("price", Positive, "limit; without it the mark"),
            Optional("reduce_only", ChoiceShape.Flag, "whether it can only reduce the position; then it needs no margin")
        );

    private static RecordShape Quote =>
        new(
            Optional("mark", NotNegative, "mark price; above zero, but for an option that is worth nothing"),
            Optional("index", Positive, "index price of the underlying, or of the asset"),
            Optional(
                "fall",
                new NumberShape { Min = -100, Max = 0.999999m },
                "share by which both prices are to fall first, for a look at another price; below zero they rise"
            ),
            Optional("open_interest", NotNegative, "sum of long quantities, in contracts"),
            Optional(
                "volatility",
                NumberShape.Between(0, 10),
                "of an option: implied volatility of a year, such as 60% or 0.6; at most 1,000 %"
            ),
            Optional("forward", Positive, "of an option: forward of its expiry; that of the future, or the index, without it"),
            Optional("rate", NumberShape.Between(-10, 10), "of an option: interest rate of a year to its expiry. Default 0"),
            Optional("confidence", NumberShape.Share, "how sure these prices are. Default 1")
        );

    /// <summary>Checked once the model is known, since the rule's kind says what it has to hold.</summary>
    private sealed class AnyRecord : Shape
    {
        public override void Check(DocumentNode node, FaultList faults)
        {
            if (node is not MappingNode)
            {
                faults.Add(node, "not_a_mapping", $"expected named fields, found {node.Kind}.");
            }
        }

        public override JsonObject ToSchema() => new() { ["type"] = "object" };
    }
}
