using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Margin;

/// <summary>Guides show what the commands print, and the text of that to portfolios no number that they do not.</summary>
/// <remarks>After a change that is meant: PLIMSOLL_UPDATE_GOLDEN=1 writes the outputs into the guide anew.</remarks>
public sealed partial class PortfolioGuideTests : IDisposable
{
    private readonly MarginFolder _folder = new();

    [Theory]
    [InlineData("portfolios")]
    [InlineData("stress")]
    [InlineData("value-at-risk")]
    public async Task Every_command_prints_what_stands_below_it(string page)
    {
        var guide = Guide(page);
        var text = await File.ReadAllTextAsync(guide);
        foreach (Match file in Yaml().Matches(text))
        {
            _folder.Write(file.Groups["name"].Value, file.Groups["text"].Value);
        }

        var (shown, at) = (new StringBuilder(), 0);
        foreach (Match block in Console().Matches(text))
        {
            shown.Append(text, at, block.Index - at);
            shown.Append($"```console\n$ plimsoll {block.Groups["line"].Value}\n{await OutputOfAsync(block.Groups["line"].Value)}```");
            at = block.Index + block.Length;
        }

        shown.Append(text, at, text.Length - at);
        if (Environment.GetEnvironmentVariable("PLIMSOLL_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(guide, shown.ToString());
        }

        Assert.Equal(await File.ReadAllTextAsync(guide), shown.ToString());
    }

    [Theory]
    [InlineData("portfolios")]
    [InlineData("stress")]
    public async Task Every_number_of_the_text_stands_in_a_file_or_an_output(string page)
    {
        var text = await File.ReadAllTextAsync(Guide(page));
        var blocks = Block().Matches(text).SelectMany(block => Numbers(block.Value)).ToHashSet();
        var prose = Code().Replace(Block().Replace(text[..text.IndexOf("## Exit codes", StringComparison.Ordinal)], ""), "");

        Assert.Equal([], Numbers(prose).Where(number => number > 3 && !blocks.Contains(number)));
    }

    public void Dispose() => _folder.Dispose();

    private static string Guide(string page) => RepositoryFiles.PathOf("docs", "guide", $"{page}.md");

    private async Task<string> OutputOfAsync(string line)
    {
        var words = line.Split(' ')
            .Select(word => word.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(_folder.Path, word) : word);
        var (code, output, error) = await Shell.RunAsync([.. words]);
        Assert.Equal((Shell.Success, ""), (code, error));
        return string.Join('\n', output.ReplaceLineEndings("\n").Split('\n').Select(row => row.TrimEnd()));
    }

    private static IEnumerable<decimal> Numbers(string text) =>
        Number()
            .Matches(text)
            .Select(number =>
                decimal.Parse(
                    number.Value.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal),
                    System.Globalization.CultureInfo.InvariantCulture
                )
            );

    [GeneratedRegex("```yaml (?<name>\\S+)\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Yaml();

    [GeneratedRegex(
        "```console\n\\$ plimsoll (?<line>[^\n]+)\n.*?```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Console();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Block();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\d[\d,_]*(\.\d+)?(?<![,_])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Number();
}
