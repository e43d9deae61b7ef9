using System.Globalization;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Conformance.Tests;

/// <summary>How many vectors of each kind are run, so that none is lost in silence, neither from the files nor from the translators.</summary>
/// <remarks>The table is <c>coverage.txt</c>; when a translator is added, the failing test leaves the new table beside the test's binaries to be put there.</remarks>
public sealed class VectorCoverageTests
{
    private const int OneInTen = 10;
    private const int OneInFour = 4;

    private static IEnumerable<VectorResult> OfStandardMargin =>
        VectorSets.Report.Results.Where(result => result.Reason is not "scenario margin");

    [Fact]
    public void Each_kind_is_covered_as_far_as_stated()
    {
        var path = RepositoryFiles.PathOf("tests", "Plimsoll.Conformance.Tests", "coverage.txt");
        var actual = Table();
        if (!string.Equals(File.ReadAllText(path).ReplaceLineEndings("\n"), actual, StringComparison.Ordinal))
        {
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "coverage.txt"), actual);
        }

        Assert.True(
            string.Equals(File.ReadAllText(path).ReplaceLineEndings("\n"), actual, StringComparison.Ordinal),
            $"The counts have changed. If that is meant: cp {Path.Combine(AppContext.BaseDirectory, "coverage.txt")} {path}\n\n{actual}"
        );
    }

    [Fact]
    public void Fewer_than_one_in_ten_of_those_about_standard_margin_are_left_out()
    {
        var counted = OfStandardMargin.ToArray();
        var left = counted.Count(IsLeftOut);

        Assert.True(left * OneInTen < counted.Length, $"{left} of {counted.Length} are left out.");
    }

    [Fact]
    public void Fewer_than_one_in_four_of_any_venue_are_left_out() =>
        Assert.All(
            OfStandardMargin.GroupBy(result => result.Vector.Venue, StringComparer.Ordinal),
            venue =>
                Assert.True(
                    venue.Count(IsLeftOut) * OneInFour < venue.Count(),
                    $"{venue.Key}: {venue.Count(IsLeftOut)} of {venue.Count()} are left out."
                )
        );

    private static bool IsLeftOut(VectorResult result) => result.Outcome is VectorOutcome.Skipped or VectorOutcome.Failed;

    private static string Table()
    {
        var rows =
            from kind in VectorSets.Report.ByVenueAndKind
            let reasons = kind.Where(result => result.Outcome == VectorOutcome.Skipped)
                .Select(result => result.Reason)
                .Distinct(StringComparer.Ordinal)
            select Row(
                kind.Key.Venue,
                kind.Key.Kind,
                Text(kind.Count()),
                Text(kind.Count(result => result.Outcome == VectorOutcome.Passed)),
                Text(kind.Count(result => result.Outcome == VectorOutcome.Contradicted)),
                string.Join("; ", reasons)
            );
        return string.Join('\n', rows.Prepend(Row("venue", "kind", "all", "passed", "apart", "why skipped"))) + "\n";
    }

    private static string Row(string venue, string kind, string all, string passed, string apart, string reason) =>
        $"{venue, -15} {kind, -40} {all, 4} {passed, 7} {apart, 6}  {reason}".TrimEnd();

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
