using System.Reflection;
using System.Text.RegularExpressions;

namespace Plimsoll.Architecture.Tests;

/// <summary>Each numbered criterion of <c>docs/spec</c> has a test that cites it, and each citation names a criterion there is.</summary>
public sealed partial class SpecCoverageTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_criterion_has_a_test()
    {
        var cited = Citations().Select(citation => citation.Criterion).ToHashSet(StringComparer.Ordinal);

        Report.Empty(
            Criteria().Where(criterion => !cited.Contains(criterion.Id)).Select(criterion => $"{criterion.Id} ({criterion.File})"),
            "Criteria that no test cites:"
        );
    }

    [Fact]
    public void Every_citation_names_a_criterion()
    {
        var known = Criteria().Select(criterion => criterion.Id).ToHashSet(StringComparer.Ordinal);

        Report.Empty(
            Citations()
                .Where(citation => !known.Contains(citation.Criterion))
                .Select(citation => $"{citation.Criterion} cited by {citation.Test}"),
            "Cited, but in no file of docs/spec:"
        );
    }

    [Fact]
    public void No_criterion_is_numbered_twice() =>
        Report.Empty(
            from criterion in Criteria()
            group criterion.File by criterion.Id into places
            where places.Count() > 1
            select $"{places.Key}: {string.Join(", ", places)}",
            "One number, two criteria:"
        );

    /// <summary>A criterion is stated where its number stands in bold, in a numbered file: the README only shows how that looks.</summary>
    [GeneratedRegex(@"\*\*(?<id>[A-Z]{2,8}-\d{3})\*\*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Stated { get; }

    private static List<(string Id, string File)> Criteria()
    {
        var folder = Repository.PathOf("docs", "spec");

        if (!Directory.Exists(folder))
            return [];

        return
        [
            .. from file in Directory.EnumerateFiles(folder, "*-*.md").Order(StringComparer.Ordinal)
            from Match match in Stated.Matches(File.ReadAllText(file))
            select (match.Groups["id"].Value, Path.GetFileName(file)),
        ];
    }

    private static List<(string Criterion, string Test)> Citations() =>
        [
            .. from project in Repository.TestProjects
            from type in Repository.Load(project).GetTypes()
            from member in type.GetMethods(Declared).Cast<MemberInfo>().Prepend(type)
            from trait in member.GetCustomAttributes<TraitAttribute>(inherit: false)
            where trait.Name == "Criterion"
            select (trait.Value, $"{type.Name}.{member.Name}"),
        ];
}
