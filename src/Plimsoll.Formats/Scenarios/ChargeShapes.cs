using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Scenarios;

/// <summary>What the charges beside scenarios look like in a file.</summary>
internal static class ChargeShapes
{
    private static readonly NumberShape Rate = NumberShape.Between(0, 1_000_000_000);

    private static readonly RecordField Unit = Optional(
        "unit",
        new ChoiceShape("share", "piece"),
        "share of the index price, or an amount for each underlying. Default share"
    );

    private static readonly RecordField[] Common =
    [
        Optional(
            "stage",
            new ChoiceShape("with_scenarios", "floor", "scaled", "plain"),
            "added to the worst loss; the least that comes to; added after that but before the factor; added last as it is. Default with_scenarios"
        ),
        Optional("levels", new ChoiceShape("both", "initial", "maintenance"), "which requirements it is part of. Default both"),
    ];

    private static readonly NumberShape PegShare = new()
    {
        Min = 0,
        IsMinExcluded = true,
        Max = 1,
    };

    /// <summary>A ladder of rates.</summary>
    public static RecordField LadderField { get; } =
        Required("ladder", new ListShape(Rung, 1), "rates by amount, by ascending bound, the last without one");

    /// <summary>Every kind of charge.</summary>
    public static VariantShape All { get; } =
        new(
            new Dictionary<string, RecordShape>(StringComparer.Ordinal)
            {
                ["notional"] = Notional,
                ["short_options"] = ShortOptions,
                ["haircuts"] = new(Common),
                ["confidence"] = Confidence,
                ["delta"] = Delta,
                ["roll"] = Roll,
                ["delta_threshold"] = DeltaThreshold,
                ["vega_spread"] = VegaSpread,
                ["depeg"] = Depeg,
                ["borrowing"] = new([LadderField, .. Common]),
                ["expiry_netted"] = ExpiryNetted,
                ["month_spreads"] = MonthSpreads,
                ["delivery"] = Delivery,
            }
        );

    private static RecordShape Rung =>
        new(
            Optional("up_to", NumberShape.Positive, "amount up to which it reaches, itself included; without it, any"),
            Required("rate", Rate, "rate, or multiple")
        );

    private static RecordShape Notional =>
        new([
            Required("rate", Rate, "share of the notional, or amount for each underlying"),
            Required(
                "of",
                new ListShape(new ChoiceShape("perpetuals", "futures", "options", "short_options", "collateral"), 1),
                "which positions are charged"
            ),
            Unit,
            Optional("at", new ChoiceShape("index", "mark"), "at which price futures count: the index, or their own mark. Default index"),
            Optional("multiples", new ListShape(Rung, 1), "multiples by the size of the charge so far, each for the whole of it"),
            .. Common,
        ]);

    private static RecordShape ShortOptions =>
        new([
            Required("rate", Rate, "share of the index price for each net short, or amount"),
            Optional(
                "netting",
                new ChoiceShape("none", "strike", "expiry", "book"),
                "which long options relieve a short: none, those of its strike, of its expiry, of the book. Default strike"
            ),
            Unit,
            .. Common,
        ]);

    private static RecordShape Confidence =>
        new([
            Required("threshold", NumberShape.Share, "confidence of a price below which its positions are charged"),
            Required("factor", Rate, "share of notional charged at no confidence"),
            Optional("onset", new ChoiceShape("cliff", "smooth"), "whether it begins with a jump, as at venues, or without. Default cliff"),
            Optional(
                "collateral",
                new ChoiceShape("counted", "quoted"),
                "coins counted in the settlement coin and as sure as the index, or as quoted and as sure as the book. Default counted"
            ),
            .. Common,
        ]);

    private static RecordShape Delta =>
        new([
            Required("net", Rate, "share of the index price for each net delta, or amount"),
            Required("hedged", Rate, "the same for each delta that another one hedges"),
            Optional(
                "between",
                new ChoiceShape("positions", "expiries"),
                "what hedges what: positions, or expiries netted first. Default positions"
            ),
            Unit,
            .. Common,
        ]);

    private static RecordShape Roll =>
        new([
            Required("least_move", NumberShape.Share, "least relative move of an expiry against the others"),
            Optional("annual_move", NumberShape.Between(0, 100), "move of a year, continuously compounded. Default 0"),
            Optional("of", new ChoiceShape("all", "hedged"), "all expiries' deltas, or only those that hedge one another. Default all"),
            .. Common,
        ]);

    private static RecordShape DeltaThreshold =>
        new([
            Required("threshold", NumberShape.NotNegative, "net delta in the quote currency above which it begins"),
            Required("slope", Rate, "share for each underlying above the threshold"),
            Required("most", NumberShape.Share, "the most share"),
            .. Common,
        ]);

    private static RecordShape ExpiryNetted =>
        new([
            Required("max_spot_rate", Rate, "share of spot that a short at or in the money needs initially beyond its value"),
            Required("min_spot_rate", Rate, "least such share for a short out of the money"),
            Required("call_maintenance_rate", Rate, "share of spot that a short call needs to be kept beyond its value"),
            Required("put_maintenance_rate", Rate, "the same of a short put"),
            Required("put_maintenance_value_rate", Rate, "least share of its own value that a short put needs beyond it"),
            Required("put_initial_scale", Rate, "least multiple of its maintenance margin that a short put needs initially"),
            Required("unpaired_initial_scale", Rate, "share of the forward that a net short call adds to the largest loss, initially"),
            Required("unpaired_maintenance_scale", Rate, "the same for maintenance"),
            .. Common,
        ]);

    private static RecordShape MonthSpreads =>
        new([
            Optional(
                "tiers",
                new ListShape(NumberShape.Between(0, 36_500), 1),
                "days to expiry up to which each tier but the last reaches; without it all months are one tier"
            ),
            Required(
                "spreads",
                new ListShape(
                    new RecordShape(
                        Required("near", NumberShape.Whole(1, 100), "a tier, from 1"),
                        Required("far", NumberShape.Whole(1, 100), "another, or the same for spreads between its own months"),
                        Required("rate", Rate, "share of the index price for each spread, or amount")
                    ),
                    1
                ),
                "which months may hedge which, in order of priority"
            ),
            Unit,
            .. Common,
        ]);

    private static RecordShape Delivery =>
        new([
            Required("within_days", NumberShape.Between(0, 3_650), "days to expiry within which a month is near delivery"),
            Required("outright", Rate, "share of the index price for each delta near delivery that stands alone, or amount"),
            Required("spread", Rate, "the same for each that another month hedges"),
            Unit,
            .. Common,
        ]);

    private static RecordShape Depeg =>
        new([
            LadderField,
            Optional(
                "pairs",
                new ListShape(
                    new RecordShape(
                        Required("coin", TextShape.Any, "a settlement coin"),
                        Optional("against", TextShape.Any, "another; without it what settles in money, or in any coin that no pair names")
                    ),
                    1
                ),
                "which coins are paired, in order; each pair begins the ladder anew. Without it all coins together"
            ),
            Optional("peg_price", PegShare, "price of one coin of a pair in the other down to which the ladder holds. Default 1"),
            Optional(
                "off_peg",
                new ListShape(
                    new RecordShape(
                        Required("price", PegShare, "price of one coin of a pair in the other, the lower of both ways"),
                        LadderField
                    ),
                    1
                ),
                "ladders at lower prices; between two of them straight lines, below the last the last"
            ),
            .. Common,
        ]);

    private static RecordShape VegaSpread =>
        new([
            Required("rate", Rate, "share of the vega of one expiry that hedges another's"),
            Optional("per_day", ChoiceShape.Flag, "whether for each day between the two. Default false"),
            .. Common,
        ]);
}
