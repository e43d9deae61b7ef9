using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Marking;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>How mark prices come about.</summary>
internal static class MarkRules
{
    private const string ByFunding = "index_with_funding";
    private const string ByBasis = "index_with_mean_basis";
    private const string ByLast = "last";

    public static IEnumerable<RuleKind> Kinds => [MedianMark, FairPriceMark, FairBasisMark, SmoothedBasisMark];

    private static RuleKind MedianMark { get; } =
        new(
            "median_mark",
            "The median of the index with the funding to go, the index with the mean basis, and the last trade. A candidate without data is left out; of two the mean counts.",
            "Binance, Mark price and price index; futures for delivery have index_with_mean_basis alone",
            new(
                Required("interval_hours", NumberShape.Positive, "hours between two funding payments"),
                Optional(
                    "candidates",
                    new ListShape(new ChoiceShape(ByFunding, ByBasis, ByLast), 1),
                    "what the median is of; all three without it"
                )
            ),
            new(
                Required("index", NumberShape.Positive, "index price"),
                Optional("funding_rate", NumberShape.Any, "latest funding rate, per interval; 0 without it"),
                Optional("hours_until", NumberShape.NotNegative, "hours to the next funding payment, at most the interval; 0 without it"),
                Optional("basis_samples", new ListShape(NumberShape.Any), "mid of bid and ask less index, over the venue's window"),
                Optional("last", NumberShape.Positive, "last trade")
            ),
            (parameters, facts) =>
            {
                var index = facts.Number("index");
                var byFunding = Perpetual(parameters, facts);
                var byBasis = CandidateMark.ByMeanBasis(index, facts.Numbers("basis_samples"));
                var last = facts.NumberOrNull("last");
                var words = parameters.Texts("candidates");
                decimal?[] candidates = [If(ByFunding, byFunding), If(ByBasis, byBasis), If(ByLast, last)];
                if (candidates.All(candidate => candidate is null))
                {
                    throw new RuleException(
                        "index",
                        $"none of the candidates {string.Join(", ", words)} is there; give what they are made of."
                    );
                }

                return new Answer()
                    .With("by_funding", byFunding)
                    .With("by_basis", byBasis, "", "there are no samples of the basis")
                    .With("mark", CandidateMark.Median(candidates));

                decimal? If(string word, decimal? price) => words.Count == 0 || words.Contains(word, StringComparer.Ordinal) ? price : null;
            }
        );

    private static RuleKind FairPriceMark { get; } =
        new(
            "fair_price_mark",
            "The index with the funding that is still to be paid before the next payment.",
            "BitMEX, Fair price marking, perpetuals",
            new(Required("interval_hours", NumberShape.Positive, "hours between two funding payments")),
            new(
                Required("index", NumberShape.Positive, "index price"),
                Required("funding_rate", NumberShape.Any, "funding rate, per interval"),
                Required("hours_until", NumberShape.NotNegative, "hours to the next funding payment, at most the interval")
            ),
            (parameters, facts) => new Answer().With("mark", Perpetual(parameters, facts))
        );

    private static RuleKind FairBasisMark { get; } =
        new(
            "fair_basis_mark",
            "The index of a dated future with its annual basis over the time that is left.",
            "BitMEX, Fair price marking, futures",
            new(Optional("year_days", NumberShape.Positive, "days in a year; 365 without it")),
            new(
                Required("index", NumberShape.Positive, "index price"),
                Required("annual_basis", NumberShape.Any, "fair basis as a share of the index, per year"),
                Required("days_to_expiry", NumberShape.NotNegative, "days to expiry")
            ),
            (parameters, facts) =>
                new Answer().With(
                    "mark",
                    FairPrice.OfFuture(
                        facts.Number("index"),
                        facts.Number("annual_basis"),
                        facts.Number("days_to_expiry"),
                        parameters.Number("year_days", 365)
                    )
                )
        );

    private static RuleKind SmoothedBasisMark { get; } =
        new(
            "smoothed_basis_mark",
            "The index plus an exponential average of the market price over the index; the market price is the last trade held within bid and ask.",
            "Deribit (30 s), Bybit and OKX futures",
            new(
                Optional("time_constant_seconds", NumberShape.NotNegative, "a sample after t seconds weighs t ÷ (t + constant)"),
                Optional("sample_weight", NumberShape.Share, "a fixed weight of each sample instead, such as 2 ÷ (n + 1)"),
                Optional(
                    "clamp",
                    NumberShape.Share,
                    "the farthest the average may lie from zero, as a share of the index; anywhere without it"
                )
            ),
            new(
                Optional("smoothed_basis", NumberShape.Any, "the average before the samples; the first sample starts it without"),
                Required("samples", new ListShape(Sample, 1), "what was seen, oldest first; the mark is at the last one")
            ),
            (parameters, facts) =>
            {
                var constant = parameters.NumberOrNull("time_constant_seconds");
                var weight = parameters.NumberOrNull("sample_weight");
                if (constant is null == weight is null)
                {
                    throw new RuleException(
                        "samples",
                        "the rule needs either time_constant_seconds or sample_weight; state one of them in the model."
                    );
                }

                BasisSample[] samples = [.. facts.Records("samples").Select(SampleOf)];
                var basis = SmoothedBasis.After(
                    facts.NumberOrNull("smoothed_basis"),
                    samples,
                    sample => weight ?? SmoothedBasis.WeightAfter(sample.Elapsed, constant ?? 0),
                    parameters.NumberOrNull("clamp")
                );
                return new Answer().With("smoothed_basis", basis).With("mark", samples[^1].Index + basis);
            }
        );

    private static RecordShape Sample =>
        new(
            Required("index", NumberShape.Positive, "index price"),
            Optional("bid", NumberShape.Positive, "best bid"),
            Optional("ask", NumberShape.Positive, "best ask"),
            Optional("last", NumberShape.Positive, "last trade"),
            Optional("elapsed_seconds", NumberShape.NotNegative, "seconds since the sample before; 0 without it")
        );

    private static BasisSample SampleOf(Fields sample) =>
        new(
            sample.Number("index"),
            SmoothedBasis.MarketOf(sample.NumberOrNull("bid"), sample.NumberOrNull("ask"), sample.NumberOrNull("last")),
            sample.Number("elapsed_seconds", 0)
        );

    private static decimal Perpetual(Fields parameters, Fields facts)
    {
        var (remaining, interval) = (facts.Number("hours_until", 0), parameters.Number("interval_hours"));
        return remaining > interval
            ? throw new RuleException("hours_until", $"the next payment cannot be farther away than the interval of {interval} hours.")
            : FairPrice.OfPerpetual(facts.Number("index"), facts.Number("funding_rate", 0), remaining, interval);
    }
}
