namespace Plimsoll.Simulation.Replay;

/// <summary>Everything that moved one account's money during a span of a replay, with decimals and names instead of units and numbers.</summary>
/// <param name="Account">The account.</param>
/// <param name="Owner">What it is: a trader's cross account, one isolated position, a maker, the fund, the venue's own.</param>
/// <param name="Opening">What was there before the first line, by asset; none when it was nothing.</param>
/// <param name="Lines">Its lines, in order; none when nothing moved.</param>
public sealed record ReplayStatement(
    int Account,
    string Owner,
    IReadOnlyList<StatementBalance> Opening,
    IReadOnlyList<ReplayStatementLine> Lines
)
{
    /// <summary>What is there at the end, by asset.</summary>
    public IEnumerable<StatementBalance> Closing =>
        Opening
            .Concat(Lines.Select(line => new StatementBalance(line.Asset, line.Decimals, line.Balance)))
            .GroupBy(one => one.Asset)
            .Select(asset => asset.Last());
}
