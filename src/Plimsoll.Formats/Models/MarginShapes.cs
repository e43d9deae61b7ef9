using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Models;

/// <summary>What the margin part of a model file looks like.</summary>
internal static class MarginShapes
{
    public static RecordField[] Sections { get; } =
    [
        Optional("numeraire", TextShape.Any, "asset in which everything is valued, such as USDT"),
        Optional("assets", new MapShape(AssetReader.Shape), "assets that accounts may hold, by name"),
        Optional("instruments", new MapShape(Instrument), "instruments, by symbol"),
        Optional("series", new MapShape(Series), "instruments that differ by strike and expiry alone, by a name of the series"),
        Optional("margins", new MapShape(ScheduleShapes.All), "margin schedules, by a name that instruments refer to"),
        Optional("account", Account, "rules of the account as a whole"),
        Optional("rounding", RoundedOutputs.Shape, "how outputs are rounded, by the output's name"),
        PortfolioSectionReader.Field,
    ];

    private static RecordShape Series =>
        new([
            Required(
                "symbol",
                TextShape.Any,
                "how symbols are written, with the places {expiry}, {strike} and {right}, such as BTC-{expiry}-{strike}-{right}"
            ),
            .. Terms,
        ]);

    private static RecordShape Instrument =>
        new([
            .. Terms,
            Optional("right", new ChoiceShape("call", "put"), "for options: what it gives the right to"),
            Optional("strike", NumberShape.Positive, "for options: the strike"),
            Optional("expiry", DateShape.Any, "when it ends"),
        ]);

    private static RecordField[] Terms =>
        [
            Optional("kind", new ChoiceShape("perpetual", "dated_future", "option", "spot"), "what it is. Default perpetual"),
            Optional(
                "payoff",
                new ChoiceShape("linear", "inverse", "quanto"),
                "linear: profit runs with the price; inverse: paid in the coin. Default linear"
            ),
            Required("settlement", TextShape.Any, "asset that margin and profit are in"),
            Required("underlying", TextShape.Any, "what the price follows, such as BTC"),
            Optional("multiplier", NumberShape.Positive, "underlying per contract; for inverse contracts the face value. Default 1"),
            Optional("tick", NumberShape.Positive, "price step"),
            Optional("lot", NumberShape.Positive, "quantity step"),
            Optional("max_position", NumberShape.Positive, "contracts beyond which the venue allows no position"),
            Optional("margin", TextShape.Any, "name of its margin schedule, under margins"),
        ];

    private static RecordShape Account =>
        new([
            Optional(
                "liquidate",
                new ChoiceShape("below", "at_or_below"),
                "whether an account exactly at its maintenance margin is liquidated. Default below"
            ),
            Optional("option_value", new ChoiceShape("counted", "excluded"), "whether the value of options is in equity. Default counted"),
            .. AccountRules.Fields,
        ]);

    /// <summary>How an output is rounded.</summary>
    public static RecordShape Rounding =>
        new(
            Required("step", NumberShape.Positive, "to whole multiples of this"),
            Optional("direction", new ChoiceShape("up", "down", "nearest"), "where to. Default nearest"),
            Optional("long", new ChoiceShape("up", "down", "nearest"), "where to, for longs, if it differs by side"),
            Optional("short", new ChoiceShape("up", "down", "nearest"), "where to, for shorts")
        );
}
