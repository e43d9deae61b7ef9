using System.Text.RegularExpressions;

namespace Plimsoll.Conformance;

/// <summary>What became of many vectors.</summary>
/// <param name="Results">One for each vector, in the order of the files.</param>
public sealed partial record ConformanceReport(IReadOnlyList<VectorResult> Results)
{
    /// <summary>How many came out so.</summary>
    public int Count(VectorOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    /// <summary>The largest error of some results, told as for one; null when one of them has none to tell although it was compared.</summary>
    public static decimal? WorstErrorOf(IEnumerable<VectorResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var run = results.Where(result => result.Outcome != VectorOutcome.Skipped).ToArray();
        return run.All(result => result.WorstError is not null) ? run.Select(result => result.WorstError).DefaultIfEmpty().Max() : null;
    }

    /// <summary>What is expected and nothing was compared with, over all vectors that were run: the path without places in lists, and how many vectors have it.</summary>
    public IEnumerable<(string Venue, string Kind, string Path, int Vectors)> NotCompared => Paths(result => result.NotCompared);

    /// <summary>What the vectors that were run state as inputs and nothing was made of, likewise. Translates each vector once for each of its inputs.</summary>
    public IEnumerable<(string Venue, string Kind, string Path, int Vectors)> NotRead => Paths(Conformance.NotRead.In);

    /// <summary>Vectors whose formula is not known or not that of their venue, and what was made of that.</summary>
    public IEnumerable<VectorResult> Remarked => Results.Where(result => result.Remark.Length > 0);

    private IEnumerable<(string Venue, string Kind, string Path, int Vectors)> Paths(Func<VectorResult, IReadOnlyList<string>> pathsOf) =>
        from result in Results
        from path in pathsOf(result).Select(WithoutPlaces).Distinct(StringComparer.Ordinal)
        group result by (result.Vector.Venue, result.Vector.Kind, Path: path) into same
        orderby same.Key.Venue, same.Key.Kind, same.Key.Path
        select (same.Key.Venue, same.Key.Kind, same.Key.Path, same.Count());

    /// <summary>The results by venue and kind, both in alphabetical order.</summary>
    public IEnumerable<IGrouping<(string Venue, string Kind), VectorResult>> ByVenueAndKind =>
        Results
            .GroupBy(result => (result.Vector.Venue, result.Vector.Kind))
            .OrderBy(group => group.Key.Venue, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Kind, StringComparer.Ordinal);

    private static string WithoutPlaces(string path) => PlaceInList().Replace(path, "[]");

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex PlaceInList();
}
