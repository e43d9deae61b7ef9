using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Surface;

[Collection("output files")]
public sealed partial class SurfaceCommandTests
{
    private static readonly string Fall = RepositoryFiles.PathOf("samples", "options", "deribit-btc-eth-2026-01-31.csv.gz");

    [Fact, Trait("Criterion", "SURF-014")]
    public async Task A_table_has_a_row_for_each_expiry()
    {
        var (code, output, error) = await Shell.RunAsync("surface", Fall, "--underlying", "btc");

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.Contains("BTC on deribit, 2026-01-31 21:21:33 UTC", output, StringComparison.Ordinal);
        Assert.Contains("25 Dec 26", output, StringComparison.Ordinal);
        Assert.Contains("in the surface: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ETH", output, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SURF-014")]
    public async Task Json_carries_the_whole_numbers_and_every_mark()
    {
        var (code, output, _) = await Shell.RunAsync("surface", Fall, "--json");

        Assert.Equal(Shell.Success, code);
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(2, root.GetArrayLength());
        var expiry = root[0].GetProperty("expiries")[5];
        Assert.True(expiry.GetProperty("svi_units").GetProperty("b").GetInt64() > 0);
        Assert.Equal(0, root[0].GetProperty("arbitrage_in_surface").GetProperty("butterflies").GetInt32());
        Assert.True(expiry.GetProperty("marks").GetArrayLength() > 40);
    }

    [Fact, Trait("Criterion", "SURF-014")]
    public async Task The_report_is_written_whole()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("plimsoll-surface-").FullName, "surface.html");
        var (code, _, error) = await Shell.RunAsync("surface", Fall, "--underlying", "ETH", "--report", path);

        Assert.Equal(Shell.Success, code);
        Assert.Contains(path, error, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Thirteen expiries have ten colours; the last three are dashed, and all are pale where nothing is quoted.</summary>
    [Fact, Trait("Criterion", "SURF-014")]
    public async Task No_two_lines_of_a_picture_look_alike()
    {
        var july = RepositoryFiles.PathOf("samples", "options", "deribit-btc-eth-2026-07-31.csv.gz");
        var path = Path.Combine(Directory.CreateTempSubdirectory("plimsoll-surface-").FullName, "surface.html");

        await Shell.RunAsync("surface", july, "--underlying", "BTC", "--report", path);

        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var variance = page[page.IndexOf("Total variance over", StringComparison.Ordinal)..];
        var lines = variance[..variance.IndexOf("</svg>", StringComparison.Ordinal)]
            .Split("class=\"line ")
            .Skip(1)
            .Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)])
            .ToArray();
        Assert.Contains("s1 dash", lines);
        Assert.Equal(
            lines.Where(line => !line.EndsWith("beyond", StringComparison.Ordinal)).Distinct(),
            lines.Where(line => !line.EndsWith("beyond", StringComparison.Ordinal))
        );
        Assert.Contains("s1 beyond", lines);
    }

    [Fact, Trait("Criterion", "SURF-012")]
    public async Task The_guide_shows_what_the_command_prints()
    {
        var guide = await File.ReadAllTextAsync(
            RepositoryFiles.PathOf("docs", "guide", "surfaces.md"),
            TestContext.Current.CancellationToken
        );
        var examples = Example().Matches(guide);
        Assert.Equal(2, examples.Count);
        foreach (Match example in examples)
        {
            string[] words = example.Groups["line"].Value.Split(' ');

            var (code, output, _) = await Shell.RunAsync(["surface", RepositoryFiles.PathOf(words[0]), .. words[1..]]);

            Assert.Equal(Shell.Success, code);
            Assert.Equal(
                example.Groups["text"].Value.Split('\n').Select(line => line.Trim()),
                output.TrimEnd().Split('\n').Select(line => line.Trim()).Append("")
            );
        }
    }

    [Theory, Trait("Criterion", "SURF-013")]
    [InlineData("", Shell.Usage, "FILE: expected at least one file of option chains; found none")]
    [InlineData("{0} --at noon", Shell.Usage, "--at: expected a time in UTC")]
    [InlineData("{0} --premium gold", Shell.Usage, "--premium: expected coin or money; found \"gold\"")]
    [InlineData(
        "{0} --underlying DOGE",
        Shell.BadData,
        "expected --underlying DOGE; found chains of BTC, ETH; choose one of them, or leave the option out. [no_such_chain]"
    )]
    [InlineData("{0} --premium money", Shell.BadData, "give --premium coin if they are in BTC. [wrong_premium]")]
    [InlineData("{0} --at 2020-01-01", Shell.BadData, "found the first at 2026-01-31 21:21:33; ask for a later time")]
    [InlineData("no-such-file.csv", Shell.BadData, "no-such-file.csv: expected a file; found none of that name. [file_not_readable]")]
    [InlineData("{0} --report {0}", Shell.BadData, "found the file of chains")]
    [InlineData("{0} --report /no/such/folder/s.html", Shell.BadData, "--report")]
    public async Task What_is_wrong_is_said_with_what_was_expected(string line, int expectedCode, string expected)
    {
        var arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "{0}" ? Fall : word);

        var (code, output, error) = await Shell.RunAsync(["surface", .. arguments]);

        Assert.Equal(expectedCode, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"```console\n\$ plimsoll surface (?<line>[^\n]+)\n(?<text>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Example();
}
