using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Funding;
using Plimsoll.Marking;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Funding by the difference of two averages over a period.</summary>
internal static class TimeWeightedFundingRules
{
    private const string NoData = "one of the two prices has no observation yet.";

    private static readonly Shape Points = new ListShape(new TupleShape(("time", NumberShape.Any), ("price", NumberShape.NotNegative)));

    public static IEnumerable<RuleKind> Kinds => [TimeWeighted];

    private static RuleKind TimeWeighted { get; } =
        new(
            "time_weighted_funding",
            "The difference of a perpetual's own and an outside price, averaged over a period outside auctions, with a clamped interest term.",
            "vegaprotocol/specs 0053-PERP",
            new(
                Optional("interest_rate", NumberShape.Any, "a year's interest; 0 if absent"),
                Optional("clamp_lower", NumberShape.Any, "least interest term as a share of the outside average; 0 if absent"),
                Optional("clamp_upper", NumberShape.Any, "largest interest term as such a share; 0 if absent"),
                Optional(
                    "is_clamped_without_interest",
                    ChoiceShape.Flag,
                    "whether the interest term counts at a rate of zero; no if absent"
                ),
                Optional("scaling", NumberShape.NotNegative, "factor on the payment; 1 if absent"),
                Optional("rate_lower", NumberShape.Any, "least payment as a share of the outside average"),
                Optional("rate_upper", NumberShape.Any, "largest payment as such a share"),
                Optional("margin_factor", NumberShape.NotNegative, "share of the payment so far that is margined; 0 if absent"),
                LeveledMarginFields.Decimals
            ),
            new(
                Required("start", NumberShape.Any, "start of the period, seconds"),
                Required("time", NumberShape.Any, "now, seconds, not before start"),
                Optional("internal", Points, "observations of the perpetual's own price, instead of internal_average"),
                Optional("external", Points, "observations of the outside price, instead of external_average"),
                Optional("internal_average", NumberShape.NotNegative, "average of the perpetual's own price"),
                Optional("external_average", NumberShape.NotNegative, "average of the outside price"),
                Optional(
                    "auctions",
                    new ListShape(new TupleShape(("from", NumberShape.Any), ("to", NumberShape.Any))),
                    "spans of auctions"
                ),
                Optional("positions", new MapShape(NumberShape.Any), "signed sizes of parties")
            ),
            Evaluate
        );

    private static Answer Evaluate(Fields parameters, Fields facts)
    {
        var (start, now) = (facts.Number("start"), facts.Number("time"));
        var terms = TermsOf(parameters);
        if (now < start || terms.ClampLower > terms.ClampUpper || terms.RateLower > terms.RateUpper)
        {
            throw new RuleException("time", "time must not be before start, and no lower bound above its upper one.");
        }

        var auctions = TimeWeightedPrice.Join(facts.Rows("auctions").Select(row => (row[0], row[1])));
        var own = Average(facts, "internal", start, now, auctions);
        var external = Average(facts, "external", start, now, auctions);
        var paused = TimeWeightedPrice.TimeWithin(auctions, start, now);
        var funding =
            own is { } f && external is { } s
                ? TimeWeightedFunding.Of(f, s, now - start, paused, terms)
                : ((decimal Payment, decimal Rate)?)null;

        var decimals = LeveledMarginFields.DecimalsOf(parameters);
        var (payment, share) = (funding?.Payment ?? 0, parameters.Number("margin_factor", 0));
        var positions = facts.NumbersByName("positions");
        return new Answer()
            .With("internal_average", own, "", NoData)
            .With("external_average", external, "", NoData)
            .With("payment", funding?.Payment, "", NoData)
            .With("rate", funding?.Rate, "", NoData)
            .With(
                "cash_flows",
                positions,
                party => party.Name,
                party => new AnswerNumber(TimeWeightedFunding.CashFlow(party.Number, payment, decimals), "")
            )
            .With(
                "margin_add",
                positions,
                party => party.Name,
                party => new AnswerNumber(TimeWeightedFunding.MarginFor(party.Number, payment, share, decimals), "")
            );
    }

    private static TimeWeightedFundingTerms TermsOf(Fields parameters) =>
        new(
            parameters.Number("interest_rate", 0),
            parameters.Number("clamp_lower", 0),
            parameters.Number("clamp_upper", 0),
            parameters.Flag("is_clamped_without_interest"),
            parameters.Number("scaling", 1),
            parameters.NumberOrNull("rate_lower"),
            parameters.NumberOrNull("rate_upper")
        );

    private static decimal? Average(
        Fields facts,
        string name,
        decimal start,
        decimal now,
        IReadOnlyList<(decimal From, decimal To)> auctions
    ) =>
        facts.NumberOrNull(name + "_average")
        ?? TimeWeightedPrice.Of(facts.Rows(name).Select(row => (row[0], row[1])), start, now, auctions);
}
