using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Models;

/// <summary>What the margin schedules of a model look like.</summary>
internal static class ScheduleShapes
{
    private static readonly NumberShape Rate = new()
    {
        Min = 0,
        Max = 1,
        IsMinExcluded = true,
    };
    private static readonly ChoiceShape Basis = new("underlying", "strike", "lower");

    public static VariantShape All { get; } =
        new(
            new Dictionary<string, RecordShape>(StringComparer.Ordinal)
            {
                ["tiers"] = Tiers,
                ["bracket"] = Bracket,
                ["affine"] = Affine,
                ["open_interest_scaled"] = OpenInterestScaled,
                ["option_formula"] = OptionFormula,
                ["root_scaled"] = RootScaled,
                ["skew_scaled"] = SkewScaled,
                ["slippage"] = Slippage,
            }
        );

    private static RecordShape Tiers =>
        new([
            Optional(
                "style",
                new ChoiceShape("progressive", "flat"),
                "progressive: each slice at its own rate; flat: the reached rate on everything. Default progressive"
            ),
            Optional(
                "boundary",
                new ChoiceShape("floor", "cap"),
                "to which tier a value exactly on a boundary belongs: floor, the upper one; cap, the lower one. Default floor"
            ),
            Optional(
                "measure",
                new ChoiceShape("notional", "size"),
                "what tiers are chosen by: notional in the settlement asset, or contracts. Default notional"
            ),
            Optional("maintenance_share", Rate, "maintenance rate as a share of the initial rate, where the rows do not give it"),
            Required("rows", new ListShape(Row, 1), "the tiers, by ascending floor"),
            Optional(
                "known_up_to",
                NumberShape.Positive,
                "notional or contracts up to which the tiers are known; beyond it there is no answer"
            ),
            Optional("largest", NumberShape.Positive, "notional or contracts beyond which the venue allows no position"),
            .. Provision,
        ]);

    private static RecordShape Row =>
        new(
            Required("from", NumberShape.NotNegative, "where the tier begins; the first at 0"),
            Optional("initial", Rate, "initial margin rate; or give max_leverage"),
            Optional("max_leverage", new NumberShape { Min = 1, Max = 1000 }, "largest leverage: initial margin rate is one over it"),
            Optional("maintenance", Rate, "maintenance margin rate"),
            Optional(
                "deduction",
                NumberShape.NotNegative,
                "maintenance amount that the venue states; it follows from the rates, and is checked against them"
            )
        );

    private static RecordShape Bracket =>
        new([
            Optional("initial", Rate, "initial margin rate. Default the maintenance rate"),
            Required("maintenance", Rate, "maintenance margin rate of the bracket"),
            Optional("deduction", NumberShape.NotNegative, "maintenance amount of the bracket, in the settlement asset"),
            .. Provision,
        ]);

    private static RecordShape Affine =>
        new([
            Required("initial", Rate, "initial margin rate of the smallest position"),
            Required("maintenance", Rate, "maintenance margin rate of the smallest position"),
            Required("slope", NumberShape.NotNegative, "what both rates grow by for each unit of the underlying"),
            Optional("price", new ChoiceShape("mark", "index"), "at which price notional is taken. Default mark"),
            Optional("cap_at_notional", ChoiceShape.Flag, "whether margin is never more than the notional. Default false"),
            .. Provision,
        ]);

    private static RecordShape OpenInterestScaled =>
        new([
            Required("initial", Rate, "initial margin rate in quiet times, in whole parts per million"),
            Required("maintenance_share", Rate, "maintenance margin as a share of the quiet initial margin, in whole parts per million"),
            Optional(
                "lower_cap",
                NumberShape.NotNegative,
                "open interest up to which the quiet rate holds, in the settlement asset. Default 0"
            ),
            Optional("upper_cap", NumberShape.NotNegative, "open interest from which the full notional is asked; 0 for never. Default 0"),
            .. Provision,
        ]);

    private static RecordShape RootScaled =>
        new([
            Required("initial", Rate, "initial margin ratio of a small position, in whole ten-thousandths"),
            Required("maintenance", Rate, "maintenance margin ratio of a small position, in whole ten-thousandths"),
            Required("size_factor", NumberShape.Count, "how fast both grow with the root of the size, in millionths"),
            .. Provision,
        ]);

    private static RecordShape SkewScaled =>
        new([
            Required("skew_scale", NumberShape.Positive, "the market's depth, in the underlying"),
            Required("initial_fraction", NumberShape.NotNegative, "ratio of a position as large as the depth"),
            Required("min_initial", Rate, "initial margin ratio of a small position"),
            Required("maintenance_share", Rate, "maintenance ratio as a share of the initial one"),
            Optional("min_position_margin", NumberShape.NotNegative, "what every position needs beside its ratio. Default 0"),
            .. Provision,
        ]);

    private static RecordShape Slippage =>
        new([
            Required("slippage", NumberShape.NotNegative, "share of notional that closing costs"),
            Required("risk_long", NumberShape.NotNegative, "share of notional at risk in a long position"),
            Required("risk_short", NumberShape.NotNegative, "share of notional at risk in a short position"),
            Optional("initial_factor", new NumberShape { Min = 1, Max = 1000 }, "initial margin over maintenance margin. Default 1"),
            .. Provision,
        ]);

    private static RecordShape OptionFormula =>
        new(Required("call", Formula, "the formula of calls"), Required("put", Formula, "the formula of puts"));

    private static RecordShape Formula =>
        new(
            Required("base", NumberShape.Share, "share of the underlying, less what the option is out of the money"),
            Required("floor", NumberShape.Share, "least share"),
            Optional("floor_of", Basis, "what the least share is of. Default underlying"),
            Optional("maintenance", NumberShape.Share, "maintenance share; without it maintenance is as initial"),
            Optional("maintenance_of", Basis, "what the maintenance share is of. Default underlying"),
            Optional(
                "maintenance_of_mark",
                NumberShape.NotNegative,
                "share of the option's price that maintenance has at least, beside the price itself"
            ),
            Optional(
                "maintenance_less_out_of_the_money",
                ChoiceShape.Flag,
                "whether the maintenance share is lessened by what the option is out of the money"
            ),
            Optional("add_mark", ChoiceShape.Flag, "whether the option's price is added to both. Default true"),
            Optional("initial_at_least_maintenance", ChoiceShape.Flag, "whether initial margin is at least maintenance margin"),
            Optional("cap_at_strike", ChoiceShape.Flag, "whether a put needs at most its strike, beside its price")
        );

    /// <summary>What may be around any schedule of futures.</summary>
    private static RecordField[] Provision =>
        [
            Optional(
                "value_at",
                new ChoiceShape("mark", "entry"),
                "whether the position is margined at the mark or at its average entry price. Default mark"
            ),
            Optional("closing_fee", NumberShape.Share, "rate of the fee to close that margin provides for"),
            Optional(
                "closing_fee_at",
                new ChoiceShape("mark", "bankruptcy"),
                "on what that fee is taken: notional at the mark, or where the user's leverage is used up. Default mark"
            ),
            Optional("closing_fee_in_initial", ChoiceShape.Flag, "whether initial margin has the provision too. Default false"),
        ];
}
