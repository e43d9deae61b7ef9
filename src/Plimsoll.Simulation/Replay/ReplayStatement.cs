namespace Plimsoll.Simulation.Replay;

/// <summary>Everything that moved one account's money during a replay, with decimals and names instead of units and numbers.</summary>
/// <param name="Account">The account.</param>
/// <param name="Owner">What it is: a trader's cross account, one isolated position, a maker, the fund, the venue's own.</param>
/// <param name="Lines">Its lines, in order; none when nothing ever moved.</param>
public sealed record ReplayStatement(int Account, string Owner, IReadOnlyList<ReplayStatementLine> Lines)
{
    /// <summary>What is there at the end, by asset.</summary>
    public IEnumerable<(string Asset, int Decimals, decimal Balance)> Closing =>
        Lines.GroupBy(line => (line.Asset, line.Decimals)).Select(asset => (asset.Key.Asset, asset.Key.Decimals, asset.Last().Balance));
}
