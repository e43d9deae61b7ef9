using System.Text.Json;
using System.Xml.Linq;

namespace Plimsoll.Architecture.Tests;

/// <summary>Dependencies point one way, from the edges to the calculator.</summary>
public sealed class ProjectReferenceTests
{
    /// <summary>Who may reference whom. A project not named here has no place yet.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Plimsoll"] = [],
        ["Plimsoll.Journal"] = [],
        ["Plimsoll.Client"] = [],
        ["Plimsoll.Engine"] = ["Plimsoll"],
        ["Plimsoll.Formats"] = ["Plimsoll"],
        ["Plimsoll.Conformance"] = ["Plimsoll", "Plimsoll.Formats"],
        ["Plimsoll.Feeds"] = ["Plimsoll"],
        ["Plimsoll.Simulation"] = ["Plimsoll", "Plimsoll.Engine", "Plimsoll.Formats"],
        ["Plimsoll.Cluster"] = ["Plimsoll", "Plimsoll.Engine"],
        ["Plimsoll.Proofs"] = ["Plimsoll", "Plimsoll.Engine"],
        ["Plimsoll.Chains"] = ["Plimsoll", "Plimsoll.Engine"],
        ["Plimsoll.Host"] = ["Plimsoll", "Plimsoll.Engine", "Plimsoll.Journal"],
        // One program for people: `plimsoll serve` and `plimsoll config` are commands of it (ADR-0008).
        ["Plimsoll.Cli"] = [.. Edge, "Plimsoll.Server"],
        ["Plimsoll.Server"] = [.. Edge, "Plimsoll.Cluster", "Plimsoll.Proofs", "Plimsoll.Chains"],
    };

    private static readonly string[] Core = ["Plimsoll", "Plimsoll.Engine"];
    private static readonly string[] Analyzers = ["Meziantou.Analyzer", "Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    private static string[] Edge =>
        [
            "Plimsoll",
            "Plimsoll.Engine",
            "Plimsoll.Journal",
            "Plimsoll.Host",
            "Plimsoll.Simulation",
            "Plimsoll.Feeds",
            "Plimsoll.Formats",
            "Plimsoll.Conformance",
        ];

    [Fact]
    public void Projects_reference_only_what_the_layout_allows()
    {
        var offenders =
            from project in Repository.SourceProjects
            where Allowed.ContainsKey(project)
            from reference in ReferencesOf(project)
            where !Allowed[project].Contains(reference, StringComparer.Ordinal)
            select $"{project} → {reference}";

        Report.Empty(offenders, "A project references what it must not know:");
    }

    [Fact]
    public void Every_project_has_its_place_in_the_layout() =>
        Report.Empty(
            Repository.SourceProjects.Where(project => !Allowed.ContainsKey(project)),
            "Say in this test what these may reference:"
        );

    [Fact]
    public void Every_project_has_its_tests() =>
        Report.Empty(
            Repository.SourceProjects.Where(project => !Repository.TestProjects.Contains(project + ".Tests", StringComparer.Ordinal)),
            "No test project:"
        );

    [Fact]
    public void The_layout_is_checked_on_real_projects() => Assert.Contains("Plimsoll.Engine", Repository.SourceProjects);

    [Fact]
    public void The_core_uses_no_package_but_analyzers()
    {
        var offenders =
            from project in Core
            from package in PackagesOf(project)
            where !Analyzers.Contains(package, StringComparer.Ordinal)
            select $"{project} → {package}";

        Report.Empty(offenders, "The core references a package:");
    }

    [Fact]
    public void The_core_is_guarded_by_the_banned_symbols() =>
        Report.Empty(Core.Where(project => !IsGuarded(project)), "Not marked IsDeterministicCore, so nothing is banned in it:");

    private static IEnumerable<string> ReferencesOf(string project) =>
        from reference in XDocument.Load(Repository.ProjectFile("src", project)).Descendants("ProjectReference")
        select Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'));

    /// <summary>The lock file knows what was resolved, wherever it was asked for.</summary>
    private static IEnumerable<string> PackagesOf(string project)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src", project, "packages.lock.json")));

        return
        [
            .. from framework in document.RootElement.GetProperty("dependencies").EnumerateObject()
            from package in framework.Value.EnumerateObject()
            where package.Value.GetProperty("type").GetString() != "Project"
            select package.Name,
        ];
    }

    private static bool IsGuarded(string project) =>
        XDocument.Load(Repository.ProjectFile("src", project)).Descendants("IsDeterministicCore").Any(element => element.Value == "true");
}
