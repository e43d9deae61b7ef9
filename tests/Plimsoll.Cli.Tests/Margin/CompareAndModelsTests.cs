using System.Text.Json;

namespace Plimsoll.Cli.Tests.Margin;

public sealed class CompareAndModelsTests : IDisposable
{
    private readonly MarginFolder _folder = new();

    [Fact]
    public async Task Leverage_is_the_positions_own_or_what_each_venue_allows()
    {
        var (_, own, _) = await _folder.RunAsync("compare", MarginFolder.Long);
        var (_, venue, _) = await _folder.RunAsync("compare", MarginFolder.Long, "--leverage", "venue");

        Assert.Contains("at the positions' own leverage on every venue", own, StringComparison.Ordinal);
        Assert.Contains("at the highest leverage that each venue allows", venue, StringComparison.Ordinal);
        Assert.Contains("│       1,325.00 │", own, StringComparison.Ordinal); // 26,500 ÷ 20
        Assert.DoesNotContain("│       1,325.00 │", venue, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Venues_without_tables_are_told_apart_from_those_that_cannot_hold_it()
    {
        var (_, output, _) = await _folder.RunAsync("compare", MarginFolder.Long);

        Assert.Contains(
            "not on Binance COIN-M; BitMEX; Dango; FTX; Gate; Mango v4: not modelled: its file holds rules beside margin, and no margin tables",
            output,
            StringComparison.Ordinal
        );
    }

    /// <summary>The page shows what was compared, says who is liquidated, and has all that it needs in itself.</summary>
    [Fact]
    public async Task A_report_holds_the_portfolio_the_charts_and_one_row_of_notes_for_each_venue()
    {
        var path = Path.Combine(_folder.Path, "report.html");

        var (code, _, error) = await _folder.RunAsync("compare", MarginFolder.Isolated, "--report", path);

        Assert.Equal((Shell.Success, $"plimsoll: the report is in {path}"), (code, error.TrimEnd()));
        var page = await File.ReadAllTextAsync(path);
        foreach (
            var part in (string[])
                [
                    "The portfolio",
                    "Collateral",
                    "What each venue asks",
                    "Where it is liquidated",
                    "badge\">liquidated",
                    "already below",
                    "+",
                ]
        )
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        var notes = page[page.IndexOf("<h2>Notes", StringComparison.Ordinal)..];
        Assert.Equal(2, notes.Split("<tr><td>Binance USD-M</td>").Length);
    }

    [Fact]
    public async Task A_model_is_shown_in_full()
    {
        var (code, output, _) = await Shell.RunAsync("models", "deribit-inverse");

        Assert.Equal(Shell.Success, code);
        foreach (
            var part in (string[])
                ["versions from 2016-01-01, 2022-01-11", "unknown", "sources", "BTC-PERPETUAL", "(a series)", "rules beside margin"]
        )
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Models_are_listed_as_json_with_all_that_is_unknown()
    {
        var (_, output, _) = await Shell.RunAsync("models", "--json");

        using var json = JsonDocument.Parse(output);
        var bitmex = json.RootElement.EnumerateArray().Single(model => model.GetProperty("name").GetString() == "bitmex");
        Assert.Equal((0, 4), (bitmex.GetProperty("instruments").GetInt32(), bitmex.GetProperty("unknown").GetArrayLength()));
    }

    [Fact]
    public async Task Models_of_a_folder_are_listed_and_the_rest_is_skipped()
    {
        _folder.Write("m.yaml", "name: pier\nvenue: Pier\neffective_from: 2026-01-01\n");
        _folder.Write("portfolio.yaml", MarginFolder.Long);

        var (code, output, error) = await Shell.RunAsync("models", "--models", _folder.Path);

        Assert.Equal(Shell.Success, code);
        Assert.Contains("pier", output, StringComparison.Ordinal);
        Assert.Equal("plimsoll: portfolio.yaml is skipped: it is no model: it names neither venue nor effective_from.", error.TrimEnd());
    }

    [Fact]
    public async Task A_model_without_margin_is_told_what_it_lacks()
    {
        var model = _folder.Write("m.yaml", "name: pier\nvenue: Pier\neffective_from: 2026-01-01\n");

        var (code, _, error) = await _folder.RunAsync("margin", MarginFolder.Long, "--model", model);

        Assert.Equal(Shell.BadData, code);
        Assert.Contains("m.yaml:1:1: pier says nothing of margin yet", error, StringComparison.Ordinal);
        Assert.Contains("Add numeraire, margins and instruments", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "NAME: there is no model called \"nope\"")]
    [InlineData("bitmx", "Did you mean bitmex?")]
    public async Task A_model_that_is_not_there_is_a_slip_of_the_command_line(string name, string expected)
    {
        var (code, _, error) = await Shell.RunAsync("models", name);

        Assert.Equal(Shell.Usage, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
