using Plimsoll.Margin.ValueAtRisk.Backtests;

namespace Plimsoll.Simulation.Backtests;

/// <summary>One model over all books of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Model">The model.</param>
/// <param name="Tests">Its test on each book that it can margin, at least one.</param>
public sealed record BookGroup(BookKind Kind, BacktestModelKind Model, IReadOnlyList<BacktestFigures> Tests)
{
    /// <summary>Every kind with every model, in the order asked for.</summary>
    public static IReadOnlyList<BookGroup> Of(BacktestResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return
        [
            .. from books in result.Books.GroupBy(book => book.Kind)
            from model in result.Request.Models
            let tests = books.SelectMany(book => book.Models).Where(test => test.Model == model).Select(test => test.Figures).ToArray()
            where tests.Length > 0
            select new BookGroup(books.Key, model, tests),
        ];
    }

    /// <summary>How many books end with a verdict.</summary>
    public int Count(BacktestVerdict verdict) => Tests.Count(test => test.Verdict == verdict);

    /// <summary>How many books have a red stretch.</summary>
    public int Red => Tests.Count(test => test.WorstZone == TrafficLightZone.Red);

    /// <summary>The share of all periods whose loss the margin covered.</summary>
    public double Coverage => 1 - ((double)Tests.Sum(test => test.Exceptions) / Tests.Sum(test => test.Periods));

    /// <summary>The mean of the books' mean margins, as a share of notional.</summary>
    public double MeanMargin => Tests.Average(test => test.MeanMargin);

    /// <summary>The median of peak to trough.</summary>
    public double PeakToTrough => Tests.Select(test => test.PeakToTrough).Order().ElementAt(Tests.Count / 2);

    /// <summary>The median of the largest rise in five periods.</summary>
    public double LargestRise => Tests.Select(test => test.LargestRise).Order().ElementAt(Tests.Count / 2);

    /// <summary>The largest loss beyond margin on any book, as a share of notional.</summary>
    public double WorstExcess => Tests.Max(test => test.WorstExcess);

    /// <summary>What a kind is called.</summary>
    public static string NameOf(BookKind kind) =>
        kind switch
        {
            BookKind.LongSpot => "spot, long",
            BookKind.ShortSpot => "spot, short",
            BookKind.Hedged => "hedged with the main coin",
            _ => "short straddle",
        };
}
