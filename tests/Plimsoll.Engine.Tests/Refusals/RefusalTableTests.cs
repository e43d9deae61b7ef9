using System.Text.RegularExpressions;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Refusals;

/// <summary>The table of the specification and the enumeration say the same.</summary>
public sealed partial class RefusalTableTests
{
    [GeneratedRegex(
        @"^\| (?<number>\d+) \| `(?<name>\w+)` \| (?<text>.+) \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Row { get; }

    [Fact, Trait("Criterion", "REFU-002")]
    public void Numbers_and_names_agree_with_the_specification()
    {
        var stated = Table().Select(row => (row.Number, row.Name));

        var coded = Enum.GetValues<RejectReason>().Select(reason => ((int)reason, reason.ToString()));

        Assert.Equal(coded.Order(), stated.Order());
    }

    [Fact, Trait("Criterion", "REFU-002")]
    public void Each_number_stands_in_the_table_once_and_in_order()
    {
        var numbers = Table().Select(row => row.Number).ToList();

        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact, Trait("Criterion", "REFU-002")]
    public void Meanings_agree_with_the_documentation_of_the_code()
    {
        var source = File.ReadAllText(RepositoryFiles.PathOf("src", "Plimsoll.Engine", "RejectReason.cs"));

        foreach (var (_, name, text) in Table())
        {
            var start = source.IndexOf($"    {name} = ", StringComparison.Ordinal);
            Assert.True(start > 0, name);
            var summary = source.LastIndexOf("<summary>", start, StringComparison.Ordinal) + "<summary>".Length;
            Assert.Equal(text, source[summary..source.IndexOf("</summary>", summary, StringComparison.Ordinal)]);
        }
    }

    private static List<(int Number, string Name, string Text)> Table()
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs", "spec", "0010-refusals.md"));
        return
        [
            .. Row.Matches(page)
                .Select(match => (int.Parse(match.Groups["number"].Value), match.Groups["name"].Value, match.Groups["text"].Value)),
        ];
    }
}
