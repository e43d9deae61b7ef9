using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Scenarios;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Numerics;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Single parts of portfolio margin, for cases that state no whole account.</summary>
internal static class ScenarioPartRules
{
    /// <summary>Places that mean something of what kernels compute; exact numbers come out as they are.</summary>
    private const int Decimals = 12;

    private static readonly NumberShape Rate = NumberShape.Between(0, 1_000_000);

    public static IEnumerable<RuleKind> Kinds => [Delta, ShortOptions, Depeg, VolatilityMoveRule, Span, CarriedFuture];

    private static RuleKind Delta { get; } =
        new(
            "hedged_delta_charge",
            "A share of the index for the net delta, and one for deltas that hedge each other.",
            "Paradex portfolio margin, minimum delta requirement",
            new(
                Required("net", Rate, "share of the index for each net delta"),
                Required("hedged", Rate, "the same for each hedged delta: the lesser of longs and shorts")
            ),
            new(
                Required("spot", NumberShape.Positive, "index price"),
                Required(
                    "legs",
                    new ListShape(
                        new RecordShape(
                            Required("quantity", NumberShape.Any, "underlyings; below zero is short"),
                            Optional("delta", NumberShape.Between(-1, 1), "delta of one; 1 without it")
                        )
                    ),
                    "positions"
                )
            ),
            (parameters, facts) =>
            {
                var deltas = facts.Records("legs").Select(leg => (double)(leg.Number("quantity") * leg.Number("delta", 1)));
                var (net, gross, hedged) = DeltaCharge.Measures(deltas);
                var charge = new DeltaCharge(
                    "delta",
                    ChargeStage.Floor,
                    ChargeLevels.Both,
                    (double)parameters.Number("net"),
                    (double)parameters.Number("hedged")
                );
                return new Answer()
                    .With("net_delta", Shown(net))
                    .With("net_delta_size", Shown(Math.Abs(net)))
                    .With("gross_delta", Shown(gross))
                    .With("hedged_delta", Shown(hedged))
                    .With("charge", Shown(charge.Of(net, hedged) * (double)facts.Number("spot")));
            }
        );

    private static RuleKind ShortOptions { get; } =
        new(
            "options_contingency",
            "An amount for each option: for all there are, or for what is net short at each strike; or for what futures offset of each other.",
            "Deribit portfolio margin before 2024",
            new(Required("rate", Rate, "amount for each underlying")),
            new(
                Optional("options", NumberShape.Any, "all options, if all count"),
                Optional("strikes", new ListShape(new ListShape(NumberShape.Any)), "quantities at each strike, if net shorts count"),
                Optional("futures", new ListShape(NumberShape.Any), "quantities of futures, if what they offset counts")
            ),
            (parameters, facts) =>
            {
                var shorts = facts.Rows("strikes").Sum(strike => ShortOptionCharge.NetShort(strike.Select(each => (double)each), true));
                var (longs, sold) = ChargeBasis.Sides(facts.Numbers("futures").Select(each => (double)each));
                var counted = (double)Math.Abs(facts.Number("options", 0)) + shorts + Math.Min(longs, sold);
                return new Answer().With("counted", Shown(counted)).With("contingency", Shown(counted * (double)parameters.Number("rate")));
            }
        );

    private static RuleKind Depeg { get; } =
        new(
            "depeg_ladder",
            "A ladder on what is hedged between stablecoins: each slice at its own rate.",
            "OKX portfolio margin, MR9",
            new(ChargeShapes.LadderField),
            new(Required("hedged", NumberShape.NotNegative, "amount hedged between coins")),
            (parameters, facts) =>
                new Answer().With(
                    "charge",
                    Shown(ChargeReader.Ladder(parameters, "ladder", isProgressive: true).Of((double)facts.Number("hedged")))
                )
        );

    private static RuleKind VolatilityMoveRule { get; } =
        new(
            "volatility_move",
            "By how much volatility moves in a scenario: (reference ÷ days) to a power, times a base.",
            "Deribit portfolio margin before 2024; Derive; Paradex",
            new(
                Required("base", Rate, "move at the reference"),
                Optional("power", NumberShape.Between(0, 10), "power on either side of the reference"),
                Optional("short_power", NumberShape.Between(0, 10), "power up to the reference; power without it"),
                Optional("long_power", NumberShape.Between(0, 10), "power beyond it; power without it"),
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
                Optional("floor_days", NumberShape.Between(0, 3_650), "least days. Default 0")
            ),
            new(Required("days", NumberShape.NotNegative, "days to expiry")),
            (parameters, facts) =>
            {
                var power = parameters.Number("power", 0);
                var law = new VolatilityShock((double)parameters.Number("base"), 0)
                {
                    ShortPower = (double)parameters.Number("short_power", power),
                    LongPower = (double)parameters.Number("long_power", power),
                    ReferenceDays = (double)parameters.Number("reference_days", 30),
                    FloorDays = (double)parameters.Number("floor_days", 0),
                };
                var term = law.Term((double)facts.Number("days") * RiskBook.SecondsOfDay);
                return new Answer().With("term", Shown(term)).With("move", Shown(term * law.Up));
            }
        );

    private static RuleKind Span { get; } =
        new(
            "span_scan_risk",
            "The worst of SPAN's sixteen scenarios for a position in futures.",
            "CME SPAN methodology",
            new(
                Required("extreme_multiple", NumberShape.Positive, "multiple of the range that extreme moves go"),
                Required("extreme_weight", NumberShape.Share, "share of their loss that counts")
            ),
            new(
                Required("price_scan_range", NumberShape.Positive, "loss of one contract at the edge of the range"),
                Required("quantity", NumberShape.Any, "contracts; below zero is short")
            ),
            (parameters, facts) =>
            {
                var range = (double)facts.Number("price_scan_range");
                var multiple = (double)parameters.Number("extreme_multiple");
                var table = SpanScenarios.Table(range, multiple, (double)parameters.Number("extreme_weight"), days: 0);
                // Only moves matter to a future; its price is put so high that none of them ends at zero.
                var price = range * (multiple + 1);
                var book = new RiskBook("underlying", price) { Linear = [new("future", (double)facts.Number("quantity"), price)] };
                var unit = ScenarioMargin.Evaluate(new([table]), new([book])).Units[0];
                return new Answer()
                    .With("scan_risk", Shown(unit.WorstLoss))
                    .With("losses", unit.Scenarios.Select(scenario => Shown(-scenario.Counted)));
            }
        );

    private static RuleKind CarriedFuture { get; } =
        new(
            "carried_future_scenarios",
            "A future priced by carry: its profit under relative moves, and a contingency on its size.",
            "Dederi portfolio margin",
            new(
                Required("moves", new ListShape(NumberShape.Between(-0.999999m, 1_000), 1), "relative moves"),
                Required("contingency_rate", Rate, "share of the index for each underlying")
            ),
            new(
                Required("index", NumberShape.Positive, "index price"),
                Required("basis_rate", NumberShape.Between(-10, 10), "carry of a year, continuously compounded"),
                Required("days", NumberShape.NotNegative, "days to expiry"),
                Required("quantity", NumberShape.Any, "underlyings; below zero is short")
            ),
            (parameters, facts) =>
            {
                var index = (double)facts.Number("index");
                var seconds = (double)facts.Number("days") * RiskBook.SecondsOfDay;
                var forward = index * DeterministicMath.Exp((double)facts.Number("basis_rate") * seconds / RiskBook.SecondsOfYear);
                var rows = parameters.Numbers("moves").Select(move => new ScenarioRow((double)(1 + move), VolatilityMove.None));
                var model = new PortfolioMarginModel([new("moves", [.. rows])])
                {
                    Charges =
                    [
                        new NotionalCharge(
                            "contingency",
                            ChargeStage.WithScenarios,
                            ChargeLevels.Both,
                            (double)parameters.Number("contingency_rate")
                        ),
                    ],
                };
                var book = new RiskBook("underlying", index)
                {
                    Linear = [new("future", (double)facts.Number("quantity"), forward) { Seconds = seconds }],
                };
                var unit = ScenarioMargin.Evaluate(model, new([book])).Units[0];
                return new Answer()
                    .With("forward", Shown(forward))
                    .With("contingency", Shown(unit.Charges[0].Amount))
                    .With("worst_loss", Shown(unit.WorstLoss))
                    .With("profits", unit.Scenarios.Select(scenario => Shown(scenario.Counted)));
            }
        );

    private static decimal Shown(double number) => decimal.Round(RealDecimals.Of(number), Decimals);
}
