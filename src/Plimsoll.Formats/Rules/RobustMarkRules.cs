using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Marking;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>A mark from three views of a perpetual, none of which moves it alone.</summary>
internal static class RobustMarkRules
{
    public static IEnumerable<RuleKind> Kinds => [Robust];

    private static RuleKind Robust { get; } =
        new(
            "robust_median_mark",
            "The median of the oracle with the mean premium of the mid, of the middle of bid, ask and last, and of other venues; where one is missing, a short mean of the book's joins.",
            "Hyperliquid, Robust price indices",
            new(
                Required("time_constant_seconds", NumberShape.Positive, "how fast the mean premium forgets"),
                Optional("spare_time_constant_seconds", NumberShape.Positive, "how fast the mean that joins forgets; none joins without it")
            ),
            new(
                Required("oracle", NumberShape.Positive, "oracle price"),
                Optional(
                    "premium_samples",
                    new ListShape(new TupleShape(("premium", NumberShape.Any), ("seconds", NumberShape.NotNegative)), 1),
                    "rows of mid less oracle and how long it held, oldest first"
                ),
                Optional("bid", NumberShape.Positive, "best bid"),
                Optional("ask", NumberShape.Positive, "best ask"),
                Optional("last", NumberShape.Positive, "last trade"),
                Optional("others", NumberShape.Positive, "weighted median of other venues' mids"),
                Optional(
                    "book_samples",
                    new ListShape(new TupleShape(("price", NumberShape.Positive), ("seconds", NumberShape.NotNegative)), 1),
                    "rows of the middle of bid, ask and last and how long it held, for the mean that joins"
                )
            ),
            Evaluate
        );

    private static Answer Evaluate(Fields parameters, Fields facts)
    {
        var premium = MeanOf(facts.Rows("premium_samples"), parameters.Number("time_constant_seconds"));
        decimal?[] book = [facts.NumberOrNull("bid"), facts.NumberOrNull("ask"), facts.NumberOrNull("last")];
        decimal? byPremium = premium is { } mean ? facts.Number("oracle") + mean : null;
        decimal? byBook = book.Any(price => price is not null) ? CandidateMark.Median(book) : null;
        var byOthers = facts.NumberOrNull("others");
        decimal?[] views = [byPremium, byBook, byOthers];
        decimal? spare =
            views.Count(view => view is not null) == 2 && parameters.NumberOrNull("spare_time_constant_seconds") is { } constant
                ? MeanOf(facts.Rows("book_samples"), constant)
                : null;
        if (views.All(view => view is null))
        {
            throw new RuleException("oracle", "there is no view of the price: give premium_samples, bid and ask, or others.");
        }

        return new Answer()
            .With("by_premium", byPremium, "", "there are no samples of the premium")
            .With("by_book", byBook, "", "there is neither bid nor ask nor last")
            .With("by_others", byOthers, "", "no other venue is given")
            .With("mark", CandidateMark.Median([.. views, spare]));
    }

    private static decimal? MeanOf(IEnumerable<IReadOnlyList<decimal>> samples, decimal timeConstant) =>
        samples.Aggregate(default(DecayedMean), (mean, row) => mean.After(row[0], row[1], timeConstant)).Value;
}
