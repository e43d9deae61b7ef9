using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Scenarios;

/// <summary>What the book of one underlying looks like as facts of a rule.</summary>
internal static class BookShapes
{
    private static readonly NumberShape Volatilities = NumberShape.Between(0, 1_000_000);

    /// <summary>The prices of a market.</summary>
    public static RecordField[] Market { get; } =
    [
        Required("spot", NumberShape.Positive, "index price"),
        Optional("spot_confidence", NumberShape.Share, "how sure it is; 1 without it"),
        Optional("perpetual_price", NumberShape.NotNegative, "mark of the perpetual, for futures that give no price of their own"),
        Optional("perpetual_confidence", NumberShape.Share, "how sure that mark is; 1 without it"),
        Optional("coin_price", NumberShape.Positive, "price of the settlement coin; 1 without it"),
        Optional("expiries", new ListShape(Expiry), "forwards, by expiry"),
    ];

    /// <summary>What is held.</summary>
    public static RecordField[] Holdings { get; } =
    [
        Optional("cash", NumberShape.Any, "cash in the settlement coin; below zero is owed"),
        Optional("futures", new ListShape(Future), "perpetuals and dated futures"),
        Optional("options", new ListShape(Option), "options held and owed"),
        Optional("collateral", new ListShape(Coin), "coins held beside cash"),
    ];

    private static RecordShape Expiry =>
        new(
            Required("seconds", NumberShape.NotNegative, "time to expiry, by which options name it"),
            Required("forward", NumberShape.Positive, "forward price"),
            Optional(
                "forward_fixed",
                NumberShape.NotNegative,
                "the part of the forward that is fixed already; by the model's averaging window without it"
            ),
            Optional("rate", NumberShape.Between(-10, 10), "interest rate of a year; 0 without it"),
            Optional("forward_confidence", NumberShape.Share, "how sure the forward is; 1 without it"),
            Optional("rate_confidence", NumberShape.Share, "how sure the rate is; 1 without it"),
            Optional("volatility_confidence", NumberShape.Share, "how sure volatilities are; 1 without it")
        );

    private static RecordShape Future =>
        new(
            Optional("name", TextShape.Any, "name, for the explanation"),
            Required("quantity", NumberShape.Any, "underlyings; below zero is short"),
            Optional("price", NumberShape.NotNegative, "its mark; that of the perpetual without it"),
            Optional("seconds", NumberShape.NotNegative, "time to expiry; none for a perpetual"),
            Optional("confidence", NumberShape.Share, "how sure its mark is; that of the perpetual without it"),
            Optional("unrealised_profit", NumberShape.Any, "profit at the mark; 0 without it"),
            Optional("unrealised_funding", NumberShape.Any, "funding not yet paid; 0 without it"),
            Optional("settlement", TextShape.Any, "coin it settles in, where that matters")
        );

    private static RecordShape Option =>
        new(
            Optional("name", TextShape.Any, "name, for the explanation"),
            Required("seconds", NumberShape.NotNegative, "time to expiry, as among the forwards"),
            Required("strike", NumberShape.Positive, "strike"),
            Required("is_call", ChoiceShape.Flag, "whether it is a call rather than a put"),
            Required("quantity", NumberShape.Any, "underlyings; below zero is short"),
            Optional("volatility", Volatilities, "implied volatility of a year: 0.5 is fifty percent; the case's own without it")
        );

    private static RecordShape Coin =>
        new(
            Optional("name", TextShape.Any, "the coin"),
            Required("quantity", NumberShape.Any, "held"),
            Optional("price", NumberShape.NotNegative, "price; that of the index without it"),
            Optional("confidence", NumberShape.Share, "how sure it is; 1 without it"),
            Optional("hedge", ChoiceShape.Flag, "whether it moves with the underlying in the scenarios. Default false"),
            Optional("maintenance_haircut", NumberShape.Share, "share that maintenance margin asks for. Default 0"),
            Optional("initial_haircut", NumberShape.Share, "share that initial margin asks for beyond that. Default 0")
        );
}
