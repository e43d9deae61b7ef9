using System.Text.Json;
using Plimsoll.Formats;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Margin;

/// <summary>The commands about margin: their key figures, and what they say of bad input.</summary>
public sealed class MarginCommandsTests : IDisposable
{
    private const string Model = """
        name: sample
        venue: Sample
        effective_from: 2024-01-01
        numeraire: USDT
        margins: {single: {kind: bracket, initial: 10%, maintenance: 5%}}
        instruments: {ETH: {settlement: USDT, underlying: ETH, margin: single, lot: 0.01}}
        """;

    private const string Portfolio = """
        name: Long ether
        model: sample
        balances: {USDT: 1_000}
        positions: [{instrument: ETH, quantity: 2, entry: 3_000}]
        market: {ETH: {mark: 2_900}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    [Fact]
    public async Task Margin_as_json()
    {
        var (code, output, error) = await RunAsync("margin", "--json");

        Assert.Equal((Shell.Success, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        var account = json.RootElement.GetProperty("account");
        Assert.Equal(
            (800, 580, 290),
            (
                account.GetProperty("equity").GetDecimal(),
                account.GetProperty("initial_margin").GetDecimal(),
                account.GetProperty("maintenance_margin").GetDecimal()
            )
        );
        // 1,000 + 2 (p − 3,000) = 5 % · 2 p
        Assert.Equal(
            5_000m / 1.9m,
            json.RootElement.GetProperty("positions").GetProperty("ETH").GetProperty("liquidation_price").GetDecimal(),
            5
        );
        Assert.Equal("sample", json.RootElement.GetProperty("model").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("margin hedged-call --explain", "worst scenario|in the worst scenario|perpetuals initially|BTC-27NOV26-70000-C")]
    [InlineData("margin short-options", "as Deribit shows them|all on BTC|greeks in cash|gross|in BTC: delta is the notional")]
    [InlineData("margin short-options --json", "\"vanna\":|\"gross\": {")]
    [InlineData("what-if hedged-call --trade BTC-PERP:0.369424", "+549.57|delta in cash|theta in cash|+24,474")]
    [InlineData("what-if hedged-call --move BTC-27NOV26-70000-C:10%", "BTC-27NOV26-70000-C to 2,234.72|a volatility of 51.00 %|+203.15")]
    [InlineData(
        "what-if hedged-call --volatility BTC:+10% --days 7",
        "BTC-27NOV26-70000-C to 52.80 %, a price of 2,357.38|2. wait 7 days, to 2026-11-08"
    )]
    [InlineData("liquidation-price short-options", "BTC-PERPETUAL: not computed: there are options on it")]
    [InlineData(
        "liquidation-price short-options --json",
        "\"liquidation_price\": null|\"reason\": \"not computed: there are options on it"
    )]
    [InlineData("compare short-options", "OKX portfolio margin *|Bybit portfolio margin *|* rests on what could not be established")]
    [InlineData("compare short-options", "no liquidation price of BTC-PERPETUAL: not computed: there are options on it")]
    [InlineData("stress short-strangle", "-40 %|✗|smallest joint move")]
    [InlineData("stress hedged-call --price 10%", "+10 %|No joint move within 10.00 %")]
    [InlineData("stress short-strangle --days 1", "2020-03-12|BTC -38.8 %|liquidated|fall by")]
    [InlineData("stress majors", "10 worst of|Prices that part do|No move of all prices|2021-01-03")]
    [InlineData("stress short-options", "volatility|fall by|2020-03-12")]
    [InlineData("stress isolated-eth --json", "\"liquidated\": [")]
    public async Task Samples_of_portfolio_margin(string line, string figures)
    {
        var words = line.Split(' ');
        var sample = RepositoryFiles.PathOf("samples", "portfolios", $"{words[1]}.yaml");

        var (code, output, error) = await Shell.RunAsync([words[0], sample, .. words[2..]]);

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.All(figures.Split('|'), figure => Assert.Contains(figure, output, StringComparison.Ordinal));
    }

    /// <summary>Notes on figures that a table does not have help nobody, and a table without rows still less.</summary>
    [Fact]
    public async Task A_table_of_portfolio_margin_has_what_its_notes_speak_of()
    {
        var sample = RepositoryFiles.PathOf("samples", "portfolios", "hedged-call.yaml");
        var orders = Path.Combine(_folder, "orders.yaml");
        await File.WriteAllTextAsync(
            orders,
            """
            model: derive-pmrm-2
            at: 2026-11-01
            balances: {USDC: 20_000}
            orders: [{instrument: BTC-27NOV26-70000-C, side: sell, quantity: 1, price: 2000}]
            market: {BTC: {index: 66_240}, BTC-27NOV26-70000-C: {volatility: 48%, forward: 66_500}}
            """
        );

        var held = (await Shell.RunAsync("margin", sample)).Output;
        var ordered = (await Shell.RunAsync("margin", orders)).Output;

        Assert.DoesNotContain("liquidation price:", held, StringComparison.Ordinal);
        Assert.DoesNotContain("portfolio margin     ", ordered, StringComparison.Ordinal);
        Assert.Contains("what is asked is for orders", ordered, StringComparison.Ordinal);
    }

    /// <summary>What is closed leaves its price behind, which is no oversight of the file's author.</summary>
    [Fact]
    public async Task A_price_that_a_change_leaves_behind_is_no_note()
    {
        var sample = RepositoryFiles.PathOf("samples", "portfolios", "hedged-call.yaml");

        var (_, output, _) = await Shell.RunAsync("what-if", sample, "--trade", "BTC-PERP:0.369424");

        Assert.DoesNotContain("market has prices", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_of_a_minute_are_no_days()
    {
        var bars = Path.Combine(_folder, "minutes.csv");
        var rows = Enumerable
            .Range(0, 50)
            .Select(i => $"{1_577_836_800_000 + (i * 60_000L)},a,BTCUSD,{100 + (i % 3)},{100 + (i % 3)},{100 + (i % 3)},{100 + (i % 3)},1");
        await File.WriteAllTextAsync(bars, "ts_ms,venue,symbol,open,high,low,close,volume\n" + string.Join('\n', rows) + "\n");
        var sample = RepositoryFiles.PathOf("samples", "portfolios", "short-strangle.yaml");

        var (_, minutes, _) = await Shell.RunAsync("stress", sample, "--data", bars);
        var (_, days, _) = await Shell.RunAsync("stress", sample);

        Assert.Contains("│ bar ", minutes, StringComparison.Ordinal);
        Assert.Contains("stand still on the bars that were", minutes, StringComparison.Ordinal);
        Assert.Contains("│ day ", days, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_that_hardly_was_is_warned_of()
    {
        var bars = Path.Combine(_folder, "days.csv");
        var rows = Enumerable
            .Range(0, 50)
            .Select(i => (At: 1_577_836_800_000 + (i * 86_400_000L), Price: i == 20 ? 100_000 : 100 + (i % 3)))
            .Select(day => $"{day.At},a,BTCUSD,{day.Price},{day.Price},{day.Price},{day.Price},1");
        await File.WriteAllTextAsync(bars, "ts_ms,venue,symbol,open,high,low,close,volume\n" + string.Join('\n', rows) + "\n");
        var sample = RepositoryFiles.PathOf("samples", "portfolios", "short-strangle.yaml");

        var (_, output, _) = await Shell.RunAsync("stress", sample, "--data", bars, "--json");

        Assert.Contains("a:BTCUSD from 101 to 100,000 in the bar of 2020-01-21", output, StringComparison.Ordinal);
    }

    /// <summary>Gains beside a loss of everything have a scale of their own.</summary>
    [Fact]
    public async Task A_heat_map_shades_gains_by_the_largest_gain()
    {
        var page = Path.Combine(_folder, "stress.html");

        await Shell.RunAsync("stress", RepositoryFiles.PathOf("samples", "portfolios", "short-strangle.yaml"), "--report", page);

        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        string[] Strengths(string side) =>
            [.. html.Split($"rgba(var(--{side}),").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)])];
        Assert.Equal(Strengths("down").Max(), Strengths("up").Max());
    }

    [Fact]
    public async Task A_stress_test_has_a_heat_map()
    {
        var page = Path.Combine(_folder, "stress.html");

        await Shell.RunAsync(["stress", RepositoryFiles.PathOf("samples", "portfolios", "short-strangle.yaml"), "--report", page]);

        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.Contains("class=\"broken\"", html, StringComparison.Ordinal);
        Assert.Contains("Deribit S:PM", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stress majors --data nowhere.csv", "nowhere.csv", Shell.BadData)]
    [InlineData("stress majors --days -1", "--days", 2)]
    [InlineData("stress box --price 200%", "bad_share", 2)]
    [InlineData("stress box --volatility 50", "Write 50% if so many percent are meant.", 2)]
    [InlineData("stress box --price 40", "Write 40% if so many percent are meant.", 2)]
    public async Task A_stress_test_that_cannot_be_is_told(string line, string code, int expected)
    {
        var words = line.Split(' ');
        var sample = RepositoryFiles.PathOf("samples", "portfolios", $"{words[1]}.yaml");

        var (exit, _, error) = await Shell.RunAsync([words[0], sample, .. words[2..]]);

        Assert.Equal(expected, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("margin", "800|290|2,631.58|2,500")]
    [InlineData("margin --explain", "maintenance margin = 290|requirement")]
    [InlineData("liquidation-price", "2,631.58|-9.26 %")]
    [InlineData("what-if --trade ETH:-1", "before|after|800|145")]
    [InlineData("what-if --deposit USDT:100", "+100")]
    [InlineData("what-if --move ETH:-20%", "yes")]
    [InlineData("cheapest-cure --target 3", "deposit|70.00|close at the mark|margin ratio now 275.86 %")]
    [InlineData("cheapest-cure", "reached already")]
    [InlineData("compare", "Long ether on one venue|sample")]
    public async Task A_command_shows_its_key_figures(string line, string figures)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.All(figures.Split('|'), figure => Assert.Contains(figure, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "what-if",
        "--trade, --deposit, --move, --volatility, --days: expected at least one of them; found none. For example --move BTC:-5%."
    )]
    [InlineData("what-if --trade ETH", "expected SYMBOL:QUANTITY[@PRICE], found \"ETH\".")]
    [InlineData("what-if --trade ETH:x", "expected a number, found \"x\" in \"ETH:x\".")]
    [InlineData("what-if --trade BTC:1", "--trade BTC:1: sample does not list BTC; it lists: ETH.")]
    [InlineData("what-if --move BTC:1%", "the portfolio has no price of BTC; it has: ETH.")]
    [InlineData(
        "what-if --move ETH:-100%",
        "--move: expected a move above -100%; found -100% in \"ETH:-100%\": no price falls to zero or below."
    )]
    [InlineData("what-if --deposit DOGE:1", "--deposit DOGE:1: sample takes no DOGE as collateral; it takes: USDT.")]
    [InlineData("what-if --trade ETH:0", "expected a quantity above zero to buy, below zero to sell; found 0 in \"ETH:0\".")]
    [InlineData("what-if --trade ETH:1@-5", "--trade: expected a price above zero; found -5 in \"ETH:1@-5\".")]
    [InlineData("what-if --trade ETH:1@0", "--trade: expected a price above zero; found 0")]
    [InlineData("what-if --move ETH:5", "found 5 in \"ETH:5\". Write ETH:5% for percent, or ETH:500% if so much is meant.")]
    [InlineData("what-if --move ETH:-1", "Write ETH:-1% for percent")]
    [InlineData("what-if --move ETH:-3", "Write ETH:-3% for percent")]
    [InlineData("what-if --volatility ETH:10%", "sample takes options at the prices stated and values none")]
    [InlineData("what-if --volatility ETH:10", "found 10 in \"ETH:10\". Write ETH:10% for percent")]
    [InlineData("what-if --volatility ETH:-101%", "--volatility: expected a move of at least -100%")]
    [InlineData("what-if --days 7", "--days: sample takes options at the prices stated and values none")]
    [InlineData("what-if --days 0", "--days: expected a number of days above 0, at most 3650; found \"0\".")]
    [InlineData("what-if --days 5%", "--days: expected a number of days above 0")]
    [InlineData("cheapest-cure --target abc", "--target: expected a margin ratio above zero, or initial; found \"abc\".")]
    [InlineData("compare --leverage all", "--leverage: expected own or venue; found \"all\".")]
    [InlineData("compare --report no/such/folder/x.html", "--report")]
    [InlineData("cheapest-cure --target 0", "--target: expected a margin ratio above zero, or initial; found \"0\".")]
    [InlineData("margin --at June", "--at: expected a day such as 2024-10-24, found \"June\".")]
    [InlineData("margin --at 2023-01-01", "--at: sample holds from 2024-01-01 on; nothing is known of it before.")]
    [InlineData("margin --model nothing", "--model: there is no model called \"nothing\"; there are: sample.")]
    [InlineData("margin --model no.yaml", "no.yaml: there is no such file.")]
    [InlineData("margin --models /no/such/folder", "/no/such/folder: there is no such folder of models.")]
    public async Task A_wrong_input_is_one_line_and_no_trace(string line, string expected)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal(
            (
                error.StartsWith("plimsoll: --", StringComparison.Ordinal) && !line.Contains("--report", StringComparison.Ordinal) ? 2 : 1,
                ""
            ),
            (code, output)
        );
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    /// <summary>A report in the place of what was read would be a loss that no message makes good.</summary>
    [Theory]
    [InlineData("portfolio.yaml", "found the portfolio itself")]
    [InlineData("./models/../portfolio.yaml", "found the portfolio itself")]
    [InlineData("link.html", "found the portfolio itself")]
    [InlineData("models/sample.yaml", "found one of the models")]
    public async Task A_report_never_takes_the_place_of_an_input(string path, string expected)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link.html"), Path.Combine(_folder, "portfolio.yaml"));

        var (code, output, error) = await RunAsync("compare", "--report", Path.Combine(_folder, path));

        Assert.Equal((Shell.BadData, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(Portfolio, await File.ReadAllTextAsync(Path.Combine(_folder, "portfolio.yaml")));
        Assert.Equal(Model, await File.ReadAllTextAsync(Path.Combine(_folder, "models", "sample.yaml")));
    }

    [Theory]
    [InlineData("margin", "plimsoll: PORTFOLIO: expected a portfolio file; found none.")]
    [InlineData("schema", "plimsoll: WHAT: expected one of model, portfolio, server, venue; found nothing.")]
    [InlineData("schema modl", "plimsoll: WHAT: expected one of model, portfolio, server, venue; found \"modl\". Did you mean model?")]
    [InlineData("margin x.yaml --explian", "plimsoll: --explian: margin has no such option")]
    [InlineData("margin x.yaml --explian", "Did you mean --explain?")]
    [InlineData("margin x.yaml y.yaml", "plimsoll: y.yaml: margin expects no further argument.")]
    public async Task A_wrong_command_line_says_what_is_missing(string line, string expected)
    {
        var (code, output, error) = await Shell.RunAsync(line.Split(' '));

        Assert.Equal((Shell.Usage, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains($"or plimsoll {line.Split(' ')[0]} --help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_the_published_one()
    {
        foreach (var name in PublishedSchema.Names.Concat(["server", "venue"]))
        {
            var (_, output, _) = await Shell.RunAsync("schema", name);

            Assert.Equal(
                await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs", "schemas", $"{name}.schema.json")),
                output.ReplaceLineEndings("\n")
            );
        }
    }

    [Fact]
    public async Task The_models_that_come_with_it_are_listed_and_counted()
    {
        var (_, output, _) = await Shell.RunAsync("models");

        Assert.Contains("binance-usdm", output, StringComparison.Ordinal);
        Assert.Contains("27 models to margin by, and 6 whose margin tables are not known", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Volatilities_that_make_no_difference_are_one_row()
    {
        var box = RepositoryFiles.PathOf("samples", "portfolios", "box.yaml");
        var call = RepositoryFiles.PathOf("samples", "portfolios", "hedged-call.yaml");

        var same = (await Shell.RunAsync("stress", box, "--days", "0")).Output;
        var different = (await Shell.RunAsync("stress", call, "--days", "0")).Output;

        Assert.Equal(2, same.Split('\n').Count(line => line.Contains(" any ", StringComparison.Ordinal)));
        Assert.DoesNotContain("+100 %", same, StringComparison.Ordinal);
        Assert.Contains("+100 %", different, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] line)
    {
        var portfolio = Path.Combine(_folder, "portfolio.yaml");
        var models = Directory.CreateDirectory(Path.Combine(_folder, "models")).FullName;
        File.WriteAllText(portfolio, Portfolio);
        File.WriteAllText(Path.Combine(models, "sample.yaml"), Model);
        string[] folder = line.Contains("--models") ? [] : ["--models", models];
        return Shell.RunAsync([line[0], portfolio, .. line[1..], .. folder]);
    }
}
