using System.Net;
using System.Text.RegularExpressions;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Margin;

/// <summary>The pages of <c>margin</c> and <c>what-if</c>: they say what the tables say, need no other file, and take no text for markup.</summary>
public sealed partial class AccountPageTests : IDisposable
{
    private const int MostMilliseconds = 10_000;
    private const string Worst = "<td class=\"worst\"";

    private readonly MarginFolder _folder = new();

    /// <summary>Every sample by its own model, and some by others: standard, isolated, scenarios, rules of value at risk.</summary>
    public static TheoryData<string, string> Samples =>
        new()
        {
            { "box", "derive-pmrm-2" },
            { "box", "derive-pmrm-1" },
            { "calendar-spread", "paradex-pm" },
            { "hedged-call", "derive-pmrm-2" },
            { "hedged-call", "derive-srm-options" },
            { "isolated-eth", "hyperliquid" },
            { "long-btc", "binance-usdm" },
            { "long-btc", "bybit-uta" },
            { "majors", "binance-usdm" },
            { "majors", "binance-pm" },
            { "short-options", "deribit-inverse" },
            { "short-options", "deribit-xpm" },
            { "short-strangle", "deribit-pm" },
            { "short-strangle", "plimsoll-var" },
        };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_page_has_every_figure_that_the_tables_print(string sample, string model)
    {
        var (output, page) = await DrawnAsync("margin", Sample(sample), "--model", model);

        AssertFigures(output, page);
        AssertWhole(page);
    }

    [Theory]
    [InlineData("long-btc", "--move BTC:-5% --trade BTCUSDT:-0.1")]
    [InlineData("isolated-eth", "--move ETH:-5% --deposit USDC:100 --trade BTC:0.04")]
    [InlineData("majors", "--trade ETHUSDT:6 --move BTC:30%")]
    [InlineData("short-options", "--deposit BTC:-1")]
    [InlineData("short-strangle", "--move BTC:-12% --trade BTC-27NOV26-58000-P:2")]
    [InlineData("hedged-call", "--trade BTC-PERP:0.355")]
    public async Task A_page_of_changes_has_every_figure_and_every_change(string sample, string changes)
    {
        var (output, page) = await DrawnAsync("what-if", Sample(sample), changes.Split(' '));

        AssertFigures(output, page);
        AssertWhole(page);
        var steps = StepLine().Matches(output).Select(step => step.Groups["step"].Value.Trim()).ToArray();
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Contains($"<li>{WebUtility.HtmlEncode(step)}", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_liquidation_price_is_drawn()
    {
        var (output, page) = await DrawnAsync("margin", Sample("long-btc"));

        Assert.Contains("│ 62,249.00 │", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains(">liquidated at 62,249.00 (-6.04 %)</text>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"zone\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worst_scenario_is_outlined_once_in_each_picture()
    {
        var (_, margin) = await DrawnAsync("margin", Sample("short-strangle"));
        var (_, changed) = await DrawnAsync("what-if", Sample("short-strangle"), "--move", "BTC:-5%");

        Assert.Equal(2, margin.Split(Worst).Length);
        Assert.Equal(3, changed.Split(Worst).Length);
        Assert.Contains("<td class=\"worst\" style=\"background:rgba(var(--down)", margin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_model_does_not_know_is_on_its_page()
    {
        var (_, page) = await DrawnAsync("margin", Sample("majors"));

        Assert.Contains("What could not be established about Binance USD-M", page, StringComparison.Ordinal);
        Assert.Contains("haircuts of multi-assets mode", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("margin", "")]
    [InlineData("what-if", "--deposit USDT:-100")]
    public async Task Text_of_the_user_is_no_markup(string command, string changes)
    {
        const string Evil = "</title><script>alert('x')</script> & \\\"<b>";
        var portfolio = MarginFolder.Long.Replace("Long bitcoin", $"\"{Evil}\"", StringComparison.Ordinal);
        var path = _folder.Write("evil.yaml", portfolio);

        var (_, page) = await DrawnAsync(command, path, changes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>\"", page, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;/title&gt;&lt;script&gt;", page, StringComparison.Ordinal);
        AssertWhole(page);
    }

    [Theory]
    [InlineData("margin", "")]
    [InlineData("what-if", "--deposit USDT:-100")]
    public async Task A_page_changes_nothing_of_what_is_printed(string command, string changes)
    {
        string[] line = [command, Sample("long-btc"), "--json", .. changes.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var plain = await Shell.RunAsync(line);
        var path = Path.Combine(_folder.Path, "with-json.html");

        var (code, output, error) = await Shell.RunAsync([.. line, "--report", path]);

        Assert.Equal((Shell.Success, plain.Output, $"plimsoll: the report is in {path}"), (code, output, error.TrimEnd()));
        AssertWhole(await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("margin", "", "no/such/folder/x.html", "expected a folder that exists")]
    [InlineData("margin", "", ".", "expected a file, found a folder")]
    [InlineData("margin", "", "portfolio.yaml", "found the portfolio itself")]
    [InlineData("what-if", "--deposit USDT:1", "no/such/folder/x.html", "expected a folder that exists")]
    [InlineData("what-if", "--deposit USDT:1", ".", "expected a file, found a folder")]
    [InlineData("what-if", "--deposit USDT:1", "portfolio.yaml", "found the portfolio itself")]
    public async Task A_page_that_cannot_be_written_is_one_line_before_anything_is_printed(
        string command,
        string changes,
        string path,
        string expected
    )
    {
        var (code, output, error) = await _folder.RunAsync(
            command,
            MarginFolder.Long,
            [.. changes.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--report", Path.Combine(_folder.Path, path)]
        );

        Assert.Equal((Shell.BadData, ""), (code, output));
        Assert.StartsWith("plimsoll: --report", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_fault_of_the_portfolio_leaves_no_page_behind()
    {
        var path = Path.Combine(_folder.Path, "none.html");

        var (code, _, _) = await _folder.RunAsync(
            "margin",
            MarginFolder.Long.Replace("BTCUSDT", "NOCOIN", StringComparison.Ordinal),
            "--report",
            path
        );

        Assert.Equal(Shell.BadData, code);
        Assert.Equal(["portfolio.yaml"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    /// <summary>An account with nothing, one far below zero, one of many coins, one whose positions outgrow what is known of the tiers.</summary>
    [Theory]
    [InlineData("name: Empty\nmodel: binance-usdm\nmarket: {}", "Nothing is held")]
    [InlineData(
        "name: Deep\nmodel: binance-usdm\nbalances: {USDT: -5_000}\npositions: [{instrument: BTCUSDT, quantity: 1, entry: 70_000}]\nmarket: {BTCUSDT: {mark: 66_250}}",
        "liquidated at these marks"
    )]
    [InlineData(
        "name: Small\nmodel: binance-usdm\nbalances: {USDT: 0.01}\npositions: [{instrument: BTCUSDT, quantity: 0.0000001}]\nmarket: {BTCUSDT: {mark: 66_250}}",
        "above its margins"
    )]
    [InlineData(
        "name: Large\nmodel: binance-usdm\nbalances: {USDT: 900_000_000}\npositions: [{instrument: BTCUSDT, quantity: 24_000}]\nmarket: {BTCUSDT: {mark: 66_250}}",
        "where a line ends"
    )]
    [InlineData("name: Cash\nmodel: binance-usdm\nbalances: {USDT: 10}\nmarket: {}", "above its margins")]
    public async Task Unusual_accounts_have_pages_too(string portfolio, string expected)
    {
        var (output, page) = await DrawnAsync("margin", _folder.Write("unusual.yaml", portfolio));

        AssertFigures(output, page);
        AssertWhole(page);
        Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Sample(string name) => RepositoryFiles.PathOf("samples", "portfolios", name + ".yaml");

    private async Task<(string Output, string Page)> DrawnAsync(string command, string portfolio, params string[] options)
    {
        var path = Path.Combine(_folder.Path, "page.html");
        var (code, output, error) = await Shell.RunAsync([command, portfolio, .. options, "--report", path]);
        Assert.Equal((Shell.Success, $"plimsoll: the report is in {path}"), (code, error.TrimEnd()));
        return (output, await File.ReadAllTextAsync(path));
    }

    private static string Collapsed(string text) => Blanks().Replace(text, " ");

    /// <summary>Every number in a cell of a table stands on the page, in the same digits.</summary>
    private static void AssertFigures(string output, string page)
    {
        var text = WebUtility.HtmlDecode(page);
        var figures = output
            .Split('\n')
            .Where(line => line.StartsWith('│'))
            .SelectMany(line => line.Split('│'))
            .Select(cell => cell.Trim())
            .Where(cell => Figure().IsMatch(cell))
            .Distinct()
            .ToArray();
        Assert.Equal([], figures.Where(figure => !text.Contains(figure, StringComparison.Ordinal)));
    }

    /// <summary>Well formed, and nothing is fetched from anywhere.</summary>
    private static void AssertWhole(string page)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(page))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Groups["end"].Length > 0)
            {
                Assert.Equal(open.Pop(), name);
            }
            else if (name != "meta" && !tag.Value.EndsWith("/>", StringComparison.Ordinal))
            {
                open.Push(name);
            }
        }

        Assert.Empty(open);
        Assert.DoesNotMatch(@"\b(src|href|srcset|action)\s*=|@import|url\(|<link|<script|<iframe", Tags(page) + Style().Match(page).Value);
        Assert.DoesNotMatch("NaN|Infinity|∞", page);
        Assert.Matches("prefers-color-scheme: dark", page);
    }

    private static string Tags(string page) => string.Concat(Tag().Matches(page).Select(tag => tag.Value));

    [GeneratedRegex("<(?<end>/?)(?<name>[a-z][a-z0-9]*)[^>]*>", RegexOptions.ExplicitCapture, MostMilliseconds)]
    private static partial Regex Tag();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline, MostMilliseconds)]
    private static partial Regex Style();

    [GeneratedRegex("^[-+]?[0-9][0-9,.]*( %|x)?$", RegexOptions.ExplicitCapture, MostMilliseconds)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^  [0-9]+\. (?<step>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, MostMilliseconds)]
    private static partial Regex StepLine();

    [GeneratedRegex(" +", RegexOptions.None, MostMilliseconds)]
    private static partial Regex Blanks();
}
