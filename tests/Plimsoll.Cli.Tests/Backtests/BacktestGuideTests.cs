using System.Text;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Backtests;

/// <summary>The guide's table of venues' models is what the guide's command prints.</summary>
public sealed class BacktestGuideTests
{
    private const string Command = "./run backtest --model ewma derive";

    [Fact, Trait("Category", "Slow"), Trait("Criterion", "VARR-095")]
    public async Task The_guide_shows_what_the_models_of_venues_come_to()
    {
        var guide = (await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs", "guide", "backtests.md"))).ReplaceLineEndings("\n");
        var command = guide.Split('\n').Single(line => line.StartsWith(Command, StringComparison.Ordinal));

        var (code, output, _) = await Shell.RunAsync(command.Split(' ')[1..]);

        Assert.Equal(Shell.Success, code);
        var table = Table(output);
        Assert.Contains("okx-pm", table, StringComparison.Ordinal);
        Assert.True(guide.Contains(table, StringComparison.Ordinal), "docs/guide/backtests.md should have:\n" + table);
    }

    /// <summary>The rows as the guide writes them: each book named once, each model with the number of books that it can margin.</summary>
    private static string Table(string output)
    {
        var (table, books) = (new StringBuilder(), "");
        foreach (var line in output.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith('│')))
        {
            string[] cells = [.. line.Trim('│').Split('│').Select(cell => cell.Trim())];
            if (cells[1].Length == 0 || cells[1] == "model")
                continue;

            var name = "";
            if (cells[0].Length > 0)
            {
                var at = cells[0].LastIndexOf(" (", StringComparison.Ordinal);
                (name, books) = (cells[0][..at], cells[0][at..]);
            }

            var model = cells[1].EndsWith(')') ? cells[1] : cells[1] + books;
            string[] all = [name, model, .. cells[2..]];
            table.Append('|').AppendJoin('|', all.Select(cell => cell.Length == 0 ? " " : $" {cell} ")).Append("|\n");
        }

        return table.ToString();
    }
}
