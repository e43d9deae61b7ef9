using System.Text.RegularExpressions;
using Plimsoll.Simulation.Books;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Population;
using Plimsoll.Simulation.Replay;
using Plimsoll.Simulation.Reports;
using Plimsoll.Simulation.Reports.Sections;
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

    [Fact]
    public void Every_setting_is_told_in_words_with_its_unit()
    {
        var told = PresetWords.Of(ReplayPreset.Stress).ToList();
        var settings = typeof(PopulationParameters).GetProperties().Concat(typeof(LiquidityParameters).GetProperties());

        Assert.Equal(
            settings.Where(property => property.CanWrite).Select(property => property.Name),
            told.Select(setting => setting.Property)
        );
        Assert.Contains(("FundShare", "insurance fund at the start", "0.04\u2009% of open interest"), told);
        Assert.All(told, setting => Assert.DoesNotContain('(', setting.Value));
    }

    [Theory]
    [InlineData(0, "0 traders")]
    [InlineData(1, "1 trader")]
    [InlineData(1_200, "1,200 traders")]
    public void One_is_not_many(long number, string words) => Assert.Equal(words, Html.Many(number, "trader"));

    [Fact]
    public void What_there_is_none_of_is_not_counted()
    {
        Assert.Equal("3 partial, 1 cured", Html.Several("none ended", (3, "partial"), (0, "full"), (1, "cured")));
        Assert.Equal("none ended", Html.Several("none ended", (0, "partial")));
        Assert.DoesNotMatch("[^0-9,.]1 (traders|accounts|closings|liquidations|ticks)|[> ]0 (partial|full|cured|closings)", _page);
    }

    [Fact]
    public void The_title_counts_all_coins() =>
        Assert.Contains("<h1>BTC and 6 other coins, 12 Mar 2020</h1>", _page, StringComparison.Ordinal);

    [Fact, Trait("Criterion", "REPL-057")]
    public void A_liquidation_shows_its_margin_as_trees()
    {
        Assert.Equal(50, Regex.Count(_page, "<table class=\"tree\">"));
        Assert.Matches(
            "<tr class=\"d0\"><td>maintenance margin</td><td class=\"num\">[0-9,.]+</td><td class=\"unit\">USD</td></tr>",
            _page
        );
        Assert.Matches("<tr class=\"d2\"><td>mark price</td><td class=\"num\">[0-9,.]+</td><td class=\"unit\">USD</td></tr>", _page);
        Assert.Matches("<tr class=\"d2\"><td>rate</td><td class=\"num\">[0-9.]+</td><td class=\"unit\">%</td></tr>", _page);
        Assert.DoesNotContain("(units)", _page, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "REPL-057")]
    public void A_tail_of_tiny_orders_and_fills_is_one_line_with_their_sum()
    {
        static (LiquidationStep, int) Step(LiquidationStepKind kind, decimal coins, decimal fee = 0) =>
            (new(0, kind, "BTC-PERP", coins, 100, fee), 1);
        var steps = new List<(LiquidationStep, int)> { Step(LiquidationStepKind.Order, -500), Step(LiquidationStepKind.Fill, -490, 10) };
        for (var i = 0; i < 5; i++)
        {
            steps.Add(Step(LiquidationStepKind.Order, -2));
            steps.Add(Step(LiquidationStepKind.Fill, -1, 0.5m));
        }

        var folded = EpisodeSection.Folded(steps, 1_000_000);

        Assert.Equal(5, folded.Count);
        Assert.Equal([false, false, false, false, true], folded.Select(one => one.IsFolded));
        Assert.Equal((-4m, 2m, 8), (folded[^1].Step.Coins, folded[^1].Step.Amount, folded[^1].Count));
        Assert.Equal(7, EpisodeSection.Folded(steps.Take(7).ToList(), 1_000_000).Count);
    }

    [GeneratedRegex("(src|href)\\s*=|url\\(|@import|https?://", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Outside { get; }
}
