using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests.Guide;

/// <summary>The guide's models and portfolios give the numbers that stand beside them.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string, string, string> Examples
    {
        get
        {
            var pages = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "guide"), "*.md").Order(StringComparer.Ordinal);
            var blocks = pages.SelectMany(page => Block().Matches(File.ReadAllText(page))).ToArray();
            var examples = new TheoryData<string, string, string>();
            for (var i = 0; i + 2 < blocks.Length; i += 3)
            {
                Assert.Equal(
                    ["yaml model", "yaml portfolio", "expect"],
                    blocks.Skip(i).Take(3).Select(block => block.Groups["kind"].Value)
                );
                examples.Add(blocks[i].Groups["text"].Value, blocks[i + 1].Groups["text"].Value, blocks[i + 2].Groups["text"].Value);
            }

            return examples;
        }
    }

    [Fact]
    public void There_are_examples() => Assert.True(Examples.Count >= 15, $"{Examples.Count} examples");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_number_comes_out(string model, string portfolio, string expectations)
    {
        var answer = Estimate.Of(ModelReader.Read("model.yaml", model), PortfolioReader.Read("portfolio.yaml", portfolio));

        foreach (var line in expectations.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var expectation = Expectation().Match(line);
            Assert.True(expectation.Success, line);
            if (answer.Find(expectation.Groups["path"].Value) is AnswerText text)
            {
                Assert.Equal(expectation.Groups["number"].Value, text.Text);
                continue;
            }

            var found = Assert.IsType<AnswerNumber>(answer.Find(expectation.Groups["path"].Value)).Value;
            var wanted = decimal.Parse(expectation.Groups["number"].Value, CultureInfo.InvariantCulture);
            var allowed = expectation.Groups["sign"].Value == "~" ? 0.00001m : 0;
            Assert.True(Math.Abs(found - wanted) <= allowed, $"{line}: found {found}");
        }
    }

    [GeneratedRegex(
        "```(?<kind>yaml model|yaml portfolio|expect)\n(?<text>.*?)```",
        RegexOptions.Singleline,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?<path>\S+) (?<sign>[=~]) (?<number>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Expectation();
}
