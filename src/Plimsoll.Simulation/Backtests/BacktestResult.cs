namespace Plimsoll.Simulation.Backtests;

/// <summary>What came of a back-test.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Books">The books that were tested with every model.</param>
/// <param name="LeftOut">Books that were not, with the reason.</param>
/// <param name="Skipped">Books that a model cannot margin, with the reason.</param>
/// <param name="IsInterrupted">Whether it was stopped before its end.</param>
public sealed record BacktestResult(
    BacktestRequest Request,
    IReadOnlyList<BookBacktest> Books,
    IReadOnlyList<(string Name, string Reason)> LeftOut,
    IReadOnlyList<(BacktestModelKind Model, string Book, string Reason)> Skipped,
    bool IsInterrupted
)
{
    /// <summary>What models skipped, in a sentence for each and no more names than a reader reads.</summary>
    public IEnumerable<string> SkippedInWords() =>
        Skipped
            .GroupBy(each => each.Model)
            .Select(ofModel =>
            {
                var reasons = ofModel.GroupBy(each => each.Reason, StringComparer.Ordinal).ToArray();
                var first = reasons[0].First();
                var more = ofModel.Count() > 1 ? $", and {ofModel.Count() - 1} more" : "";
                return $"{ofModel.Key.Name} skips {first.Book} ({first.Reason}){more}.";
            });
}
