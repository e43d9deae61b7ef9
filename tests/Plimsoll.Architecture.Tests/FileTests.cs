namespace Plimsoll.Architecture.Tests;

/// <summary>Files stay short enough to be read in one sitting.</summary>
public sealed class FileTests
{
    private const int LinesMax = 450;

    [Fact]
    public void No_file_is_longer_than_one_idea() =>
        Report.Empty(
            from folder in new[] { "src", "tests", "bench", "samples" }
            from file in Repository.CSharpFiles(folder)
            let lines = File.ReadLines(file).Count()
            where lines > LinesMax
            select $"{Path.GetRelativePath(Repository.Root, file)}: {lines} lines",
            $"Longer than {LinesMax} lines:"
        );
}
