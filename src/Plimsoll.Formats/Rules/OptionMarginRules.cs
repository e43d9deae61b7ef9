using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Options;
using Plimsoll.Numerics;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin of option portfolios by rules rather than scenarios.</summary>
internal static class OptionMarginRules
{
    public static IEnumerable<RuleKind> Kinds => [ExpiryNetted];

    private static readonly NumberShape Rate = NumberShape.Between(0, 100);

    private static RuleKind ExpiryNetted { get; } =
        new(
            "expiry_netted_option_margin",
            "Per expiry the better of isolated shorts and the largest loss at expiry; perpetuals and collateral by rates; charges for doubtful oracles and a lost peg.",
            "Derive v2, StandardManager (standard margin)",
            new(
                Required("terms", Terms, "terms of every underlying"),
                Optional("terms_by_underlying", new MapShape(Terms), "terms of some underlyings instead"),
                Optional("depeg", Depeg, "what is charged when the settlement coin loses its peg"),
                Optional(
                    "decimals",
                    NumberShape.Whole(0, 28),
                    "places after which products and quotients are cut toward zero; as many as there are without it"
                )
            ),
            new(
                Optional("cash", NumberShape.Any, "cash in the settlement coin"),
                Optional("coin_price", NumberShape.NotNegative, "price of the settlement coin; 1 without it"),
                Required("underlyings", new MapShape(Underlying), "market of each underlying, by name"),
                Optional("options", new ListShape(Option), "options held and owed"),
                Optional("perpetuals", new MapShape(Perpetual), "positions in perpetuals, by underlying"),
                Optional("collateral", new MapShape(NumberShape.NotNegative), "underlyings held, by name")
            ),
            Evaluate
        );

    private static RecordShape Terms =>
        new(
            Required(
                "perpetual",
                new RecordShape(Required("initial", Rate, "share of notional"), Required("maintenance", Rate, "share of notional")),
                "perpetuals"
            ),
            Required("option", OptionTerms, "options"),
            Required("collateral", CollateralTerms, "the underlying held as collateral"),
            Optional("confidence", Confidence, "what is charged initially when an oracle is not sure")
        );

    private static RecordShape OptionTerms =>
        new(
            Required("max_spot_rate", Rate, "share of spot that a short at or in the money needs initially beyond its value"),
            Required("min_spot_rate", Rate, "least such share for a short out of the money"),
            Required("call_maintenance_rate", Rate, "share of spot that a short call needs beyond its value"),
            Required("put_maintenance_rate", Rate, "share of spot that a short put needs beyond its value"),
            Required("put_maintenance_value_rate", Rate, "least share of its own value that a short put needs beyond it"),
            Required("put_initial_scale", Rate, "least multiple of its maintenance margin that a short put needs initially"),
            Required("unpaired_initial_scale", Rate, "share of the forward that a net short call adds to the largest loss, initially"),
            Required("unpaired_maintenance_scale", Rate, "the same for maintenance")
        );

    private static RecordShape CollateralTerms =>
        new(
            Required("weight", NumberShape.Share, "share of its value that counts"),
            Optional("initial_scale", NumberShape.Share, "share of that weight that counts initially; 1 without it")
        );

    private static RecordShape Confidence =>
        new(
            Required("perpetual_threshold", NumberShape.Share, "confidence below which perpetuals are charged"),
            Required("option_threshold", NumberShape.Share, "confidence below which short options are charged"),
            Required("collateral_threshold", NumberShape.Share, "confidence below which collateral is charged"),
            Required("factor", Rate, "share of notional charged at no confidence")
        );

    private static RecordShape Depeg =>
        new(
            Required("threshold", NumberShape.NotNegative, "price of the coin below which it counts as off its peg"),
            Required("factor", Rate, "share of the spot value of shorts and perpetuals charged per 1 of price lost")
        );

    private static RecordShape Underlying =>
        new(
            Required("spot", NumberShape.Positive, "spot price"),
            Optional("spot_confidence", NumberShape.Share, "how sure its oracle is; 1 without it"),
            Optional("perpetual_price", NumberShape.Positive, "mark of the perpetual"),
            Optional("perpetual_confidence", NumberShape.Share, "how sure its oracle is; 1 without it"),
            Optional("expiries", new ListShape(Expiry), "forwards, by expiry")
        );

    private static RecordShape Expiry =>
        new(
            Required("seconds", NumberShape.NotNegative, "time to expiry, by which options name it"),
            Required("forward", NumberShape.Positive, "forward price"),
            Optional("forward_confidence", NumberShape.Share, "how sure its oracle is; 1 without it"),
            Optional("volatility_confidence", NumberShape.Share, "how sure the volatility's oracle is; 1 without it")
        );

    private static RecordShape Option =>
        new(
            Required("underlying", TextShape.Any, "the underlying"),
            Required("seconds", NumberShape.NotNegative, "time to expiry, as among the forwards"),
            Required("strike", NumberShape.Positive, "strike"),
            Required("is_call", ChoiceShape.Flag, "whether it is a call rather than a put"),
            Required("quantity", NumberShape.Any, "underlyings; below zero is short"),
            Required("volatility", NumberShape.Between(0, 1000), "implied volatility of a year: 0.5 is fifty percent")
        );

    private static RecordShape Perpetual =>
        new(
            Required("quantity", NumberShape.Any, "position; below zero is short"),
            Optional("unrealised_profit", NumberShape.Any, "profit at the mark with unpaid funding; 0 without it")
        );

    private static Answer Evaluate(Fields parameters, Fields facts)
    {
        var arithmetic = new TruncatingDecimals((int)parameters.Whole("decimals", TruncatingDecimals.Widest.Places));
        var depeg = parameters.Record("depeg") is { } peg
            ? ExpiryNettedOptionMargin.DepegRate(facts.Number("coin_price", 1), peg.Number("threshold"), peg.Number("factor"), arithmetic)
            : 0;
        var margin = ExpiryNettedOptionMargin.Of(facts.Number("cash", 0), OptionMarginBinding.Books(parameters, facts), depeg, arithmetic);
        return Pair("", margin.Total, new())
            .With("value", margin.Value)
            .With("isolated_initial_margin", margin.Isolated.Initial)
            .With("isolated_maintenance_margin", margin.Isolated.Maintenance)
            .With("underlyings", margin.Underlyings, each => each.Name, Describe);
    }

    private static Answer Describe(UnderlyingMargin margin)
    {
        var answer = Pair("", margin.Total, new());
        Pair("perpetual_", margin.Perpetual, answer);
        Pair("collateral_", margin.Collateral, answer);
        return answer
            .With("depeg", margin.Depeg)
            .With(
                "expiries",
                margin.Expiries.Select(expiry =>
                    Pair("largest_loss_", expiry.LargestLoss, Pair("isolated_", expiry.Isolated, Pair("", expiry.Margin, new())))
                        .With("value", expiry.Value)
                        .With("contingency", expiry.Contingency)
                )
            );
    }

    private static Answer Pair(string prefix, MarginPair pair, Answer answer) =>
        answer.With(prefix + "initial_margin", pair.Initial).With(prefix + "maintenance_margin", pair.Maintenance);
}
