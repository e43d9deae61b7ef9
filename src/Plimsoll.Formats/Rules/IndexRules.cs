using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Marking;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>How index prices come about.</summary>
internal static class IndexRules
{
    private static readonly RecordField Weights = Optional(
        "weights",
        new MapShape(NumberShape.NotNegative),
        "weight of each source by name; a source's own weight goes first"
    );

    private static readonly RecordField StaleAfter = Optional(
        "stale_after_seconds",
        NumberShape.NotNegative,
        "a quote older than this has no weight; never without it"
    );

    public static IEnumerable<RuleKind> Kinds => [WeightedMedianIndex, ClampedMeanIndex];

    private static RuleKind WeightedMedianIndex { get; } =
        new(
            "weighted_median_index",
            "The price that half of the weight lies below; where exactly half does, the mean of the two prices beside it.",
            "Hyperliquid, Oracle and robust prices",
            new(Weights, StaleAfter),
            new(Sources),
            (parameters, facts) => new Answer().With("index", CompositeIndex.Median(Live(parameters, facts)))
        );

    private static RuleKind ClampedMeanIndex { get; } =
        new(
            "clamped_mean_index",
            "The mean of the sources by weight, each held within a share of the median of all.",
            "Binance, Mark price and price index: 3 %, majors 1 %; stale after 5 minutes",
            new(
                Weights,
                StaleAfter,
                Optional("max_deviation", NumberShape.Share, "the farthest from the median, as a share; anywhere without it")
            ),
            new(Sources),
            (parameters, facts) =>
            {
                var (index, median, held) = CompositeIndex.ClampedMean(Live(parameters, facts), parameters.NumberOrNull("max_deviation"));
                return new Answer().With("index", index).With("median", median).With("prices", held);
            }
        );

    private static RecordField Sources =>
        Required(
            "sources",
            new ListShape(
                new RecordShape(
                    Optional("name", TextShape.Any, "name of the venue"),
                    Required("price", NumberShape.Positive, "its price"),
                    Optional("weight", NumberShape.NotNegative, "its weight, such as its volume; that of the model, or else 1, without it"),
                    Optional("age_seconds", NumberShape.NotNegative, "seconds since its update; 0 without it")
                ),
                1
            ),
            "the quotes"
        );

    private static IReadOnlyList<QuotedSource> Live(Fields parameters, Fields facts)
    {
        var weights = parameters.NumbersByName("weights").ToDictionary(entry => entry.Name, entry => entry.Number, StringComparer.Ordinal);
        var sources = facts
            .Records("sources")
            .Select(source => new QuotedSource(source.Number("price"), WeightOf(source), source.Number("age_seconds", 0)));
        var live = CompositeIndex.Live(sources, parameters.NumberOrNull("stale_after_seconds"));
        return live.Count > 0 ? live : throw new RuleException("sources", "all quotes are stale or without weight; give one that is not.");

        decimal WeightOf(Fields source) =>
            source.NumberOrNull("weight") is { } own ? own
            : weights.Count == 0 ? 1
            : weights.TryGetValue(source.Text("name", ""), out var listed) ? listed
            : throw new RuleException("sources", $"the model has no weight for the source {source.Text("name", "without a name")}.");
    }
}
