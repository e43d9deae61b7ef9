using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Scenarios;

/// <summary>What a scheme of portfolio margin looks like in a file.</summary>
internal static class SchemeShapes
{
    /// <summary>What stands in the place of a law that could not be established.</summary>
    public const string Unknown = "unknown";

    private static readonly NumberShape Factor = NumberShape.Between(0, 1_000);

    /// <summary>Beyond it a percentage was typed as a number.</summary>
    private static readonly NumberShape Shock = NumberShape.Between(0, 10);

    private static readonly NumberShape Signed = NumberShape.Between(-1_000, 1_000);

    private static readonly ChoiceShape Move = new("up", "none", "down", "skew_turned", "skew_steepened");

    /// <summary>What may differ from one underlying to another.</summary>
    public static RecordField[] Scheme { get; } =
    [
        Optional("tables", new MapShape(Table), "the scenarios, in named tables"),
        Optional(
            "volatility",
            new OrWordShape(Unknown, Volatility),
            "by how much volatilities move; or unknown: then they stand still, and every answer says so"
        ),
        Optional("skew", Skew, "how the skew moves, for rows that move it"),
        Optional("discount", Discount, "what an expiry's value under stress counts for, by its sign"),
        Optional("basis", Basis, "one more scenario: each expiry's forward moves alone, whichever way hurts"),
        Optional("gains", Gains, "what a gain in one underlying may offset of a loss in another"),
        Optional("interest_discounted", ChoiceShape.Flag, "whether option values are discounted by the expiry's rate. Default false"),
        Optional(
            "averaging_seconds",
            NumberShape.Between(0, 86_400),
            "seconds before expiry in which the delivery price is averaged; the forward's share that is fixed moves no more"
        ),
        Optional("charges", new MapShape(ChargeShapes.All), "what is asked beside the worst scenario"),
        Optional(
            "composite_delta",
            Composite,
            "what the deltas of options are averaged over for charges and credits. Default their deltas now"
        ),
    ];

    /// <summary>What holds for the whole account.</summary>
    public static RecordField[] Account { get; } =
    [
        Optional(
            "netting",
            new ChoiceShape("per_underlying", "same_scenario"),
            "whether each underlying has its own worst scenario, or all are put under the same. Default per_underlying"
        ),
        Optional("credits", new ListShape(Credit), "credits for opposite deltas of two underlyings, in order of priority"),
        Optional("initial_factor", Factor, "factor of initial margin. Default 1"),
        Optional("maintenance_factor", Factor, "factor of maintenance margin. Default 1"),
        Optional("peg_loss", PegLoss, "what the initial factor grows by while the settlement coin is off its peg"),
    ];

    private static RecordShape Table =>
        new(
            Optional("rows", new ListShape(Row, 1), "scenarios one by one"),
            Optional("moves", new ListShape(Signed, 1), "or relative moves of the price, each with every move of volatility"),
            Optional("range", NumberShape.Between(0, 0.999999m), "or a relative range, from which moves are made by steps or at"),
            Optional("price_range", NumberShape.Positive, "or a range in units of the price, likewise"),
            Optional("steps", NumberShape.Whole(1, 100), "equal steps from the middle to either end of the range"),
            Optional("at", new ListShape(Signed, 1), "multiples of the range"),
            Optional("volatility", new ListShape(Move, 1), "moves of volatility of a grid. Default none"),
            Optional("weight", Factor, "share that counts, for all scenarios of a grid. Default 1"),
            Optional("days", NumberShape.Between(0, 3_650), "days that pass, for all scenarios of a grid. Default 0"),
            Optional("scaling", Scaling, "how far moves are scaled down")
        );

    private static RecordShape Row =>
        new(
            Optional("move", NumberShape.Between(-0.999999m, 1_000), "relative move of the price"),
            Optional(
                "factor",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 1_000,
                },
                "or what the price is multiplied by"
            ),
            Optional("volatility", Move, "what happens to volatilities. Default none"),
            Optional("weight", Factor, "share of the profit or loss that counts. Default 1"),
            Optional("days", NumberShape.Between(0, 3_650), "days that pass. Default 0")
        );

    private static RecordShape Scaling =>
        new(
            Required(
                "range",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 0.999999m,
                },
                "the ordinary range, at whose edge a far move counts"
            ),
            Optional("factor", Factor, "factor. Default 1"),
            Optional("dampener", NumberShape.NotNegative, "amount, in the quote currency, by which far moves count less. Default 0")
        );

    private static RecordShape Volatility =>
        new(
            Required("up", Shock, "share of volatility upward, at the reference days; at most 1,000 %"),
            Required("down", Shock, "share downward"),
            Optional("unit", new ChoiceShape("share", "points"), "shares of volatility, or points of it. Default share"),
            Optional("short_power", NumberShape.Between(0, 10), "power of (reference ÷ days) up to the reference. Default 0"),
            Optional("long_power", NumberShape.Between(0, 10), "power beyond the reference. Default 0"),
            Optional("floor_days", NumberShape.Between(0, 3_650), "least days in that quotient. Default 0"),
            Optional(
                "reference_days",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 3_650,
                },
                "the reference. Default 30"
            ),
            Optional("at_reference", new ChoiceShape("short", "long"), "which power holds exactly at the reference. Default short"),
            Optional("least_up", NumberShape.Between(0, 1_000), "least volatility after a move up. Default 0"),
            Optional("least_up_shock", Shock, "least move up, as up is stated: where the power makes it smaller, this. Default 0")
        );

    private static RecordShape Skew =>
        new(
            Required("turned_base", Signed, "cap of the turn at expiry"),
            Required("turned_slope", Signed, "what the cap gains for each root of a year"),
            Required("steepened_base", Signed, "cap of the steepening at expiry"),
            Required("steepened_slope", Signed, "what that cap gains for each root of a year"),
            Required("least_width", Factor, "least log distance at which the cap is reached"),
            Required("width", Signed, "that distance in deviations"),
            Required("volatility", Signed, "volatility of the deviation"),
            Required("volatility_slope", Signed, "what that volatility gains for each root of a year")
        );

    private static RecordShape Discount =>
        new(
            Optional("assets", RateDiscount, "of an expiry worth something. Default none"),
            Optional("debts", RateDiscount, "of an expiry that is owed. Default none")
        );

    private static RecordShape RateDiscount =>
        new(
            Required("base", Factor, "share at expiry"),
            Optional("rate_scale", Signed, "multiple of the interest rate by which it is discounted. Default 0"),
            Optional("rate_add", Signed, "rate added to that. Default 0")
        );

    private static RecordShape Basis =>
        new(
            Optional("name", TextShape.Any, "its name among the scenarios. Default basis"),
            Required("up", Factor, "factor of the forward upward"),
            Required("down", Factor, "factor downward"),
            Required("add", Factor, "share of the loss at expiry"),
            Required("per_year", Factor, "share of the loss for each year")
        );

    private static RecordShape Gains =>
        new(
            Optional("weight", NumberShape.Share, "share of a gain that counts. Default 1"),
            Optional("most", NumberShape.NotNegative, "the most that counts; without it no bound")
        );

    private static RecordShape Credit =>
        new(
            Required("leg_a", TextShape.Any, "an underlying"),
            Required("ratio_a", NumberShape.Positive, "deltas of it in one spread"),
            Required("leg_b", TextShape.Any, "another underlying"),
            Required("ratio_b", NumberShape.Positive, "deltas of it in one spread"),
            Required("rate", NumberShape.Share, "share of the legs' risk that is credited"),
            Optional(
                "price_risk",
                new ChoiceShape("worst_loss", "weighted", "weighted_capped", "scan_range"),
                "what one delta risks: the worst loss for each delta; that without volatility and time; the same, no more than the range; the range. Default worst_loss"
            )
        );

    private static RecordShape Composite =>
        new(
            Optional("range", NumberShape.Between(0, 0.999999m), "a relative range of the forward"),
            Optional("price_range", NumberShape.Positive, "or a range in units of the price"),
            Required(
                "weights",
                new ListShape(Factor, 1),
                "weights in the middle, then outward in equal steps on either side, the last at the whole range"
            ),
            Optional("days", NumberShape.Between(0, 3_650), "days that pass. Default 0")
        );

    private static RecordShape PegLoss =>
        new(
            Required("threshold", NumberShape.NotNegative, "price of the coin below which it is off its peg"),
            Required("factor", Factor, "growth of the factor for each 1 of price lost below it")
        );
}
