namespace Plimsoll.Conformance;

/// <summary>What became of many vectors.</summary>
/// <param name="Results">One for each vector, in the order of the files.</param>
public sealed record ConformanceReport(IReadOnlyList<VectorResult> Results)
{
    /// <summary>How many came out so.</summary>
    public int Count(VectorOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    /// <summary>The results by venue and kind, both in alphabetical order.</summary>
    public IEnumerable<IGrouping<(string Venue, string Kind), VectorResult>> ByVenueAndKind =>
        Results
            .GroupBy(result => (result.Vector.Venue, result.Vector.Kind))
            .OrderBy(group => group.Key.Venue, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Kind, StringComparer.Ordinal);
}
