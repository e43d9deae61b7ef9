using System.Text.RegularExpressions;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;
using Plimsoll.Simulation.Reports;
using Plimsoll.Simulation.Tests.Replay;

namespace Plimsoll.Simulation.Tests.Reports;

[Trait("Criterion", "REPL-053")]
public sealed partial class ReplayReportTests : IClassFixture<ReplayRunTests.Crash>
{
    private readonly string _page;

    public ReplayReportTests(ReplayRunTests.Crash crash)
    {
        var bitmex = ReplayRun.Execute(crash.Request with { Mark = MarkRule.Parse("bitmex"), IsAudited = false });
        using var text = new StringWriter();
        ReplayReport.Write(new ReportInput(crash.Result, [bitmex], "plimsoll replay <prices>"), text);
        _page = text.ToString();
    }

    [Fact]
    public void Needs_no_other_file()
    {
        Assert.DoesNotMatch(Outside, _page);
        Assert.StartsWith("<!doctype html>", _page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("prices")]
    [InlineData("liquidations")]
    [InlineData("fund")]
    [InlineData("profit")]
    [InlineData("margin")]
    [InlineData("largest")]
    [InlineData("adl")]
    [InlineData("settings")]
    public void Has_every_section(string id) => Assert.Contains($"<section id=\"{id}\">", _page, StringComparison.Ordinal);

    [Fact]
    public void Opens_and_closes_what_it_opens()
    {
        foreach (var element in new[] { "section", "svg", "table", "tr", "td", "details", "figure", "div", "script", "title" })
        {
            Assert.Equal(Regex.Count(_page, $"<{element}[ >]"), Regex.Count(_page, $"</{element}>"));
        }
    }

    [Fact]
    public void Encodes_what_it_is_given() => Assert.Contains("plimsoll replay &lt;prices&gt;", _page, StringComparison.Ordinal);

    [Fact]
    public void Draws_no_number_that_is_none() => Assert.DoesNotContain("NaN", _page, StringComparison.Ordinal);

    [GeneratedRegex("(src|href)\\s*=|url\\(|@import|https?://", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Outside { get; }
}
