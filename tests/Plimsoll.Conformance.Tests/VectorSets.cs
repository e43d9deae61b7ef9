using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Conformance.Tests;

/// <summary>The files of <c>tests/vectors</c> and what became of their vectors; run once for all tests.</summary>
internal static class VectorSets
{
    public static IReadOnlyList<string> Files { get; } =
    [.. Directory.GetFiles(RepositoryFiles.PathOf("tests", "vectors"), "*.json").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Vector> All { get; } = [.. Files.SelectMany(VectorFile.Load)];

    public static ConformanceReport Report { get; } = new([.. All.Select(ConformanceRun.Of)]);

    public static IEnumerable<Translation> Translations => Report.Results.Select(result => result.Translation).OfType<Translation>();
}
