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
    [InlineData("what-if hedged-call --trade BTC-PERP:0.355", "+568.67")]
    [InlineData("stress short-strangle", "-40 %|✗|smallest joint move")]
    [InlineData("stress hedged-call --price 10%", "+10 %|No joint move within 10.00 %")]
    public async Task Samples_of_portfolio_margin(string line, string figures)
    {
        var words = line.Split(' ');
        var sample = RepositoryFiles.PathOf("samples", "portfolios", $"{words[1]}.yaml");

        var (code, output, error) = await Shell.RunAsync([words[0], sample, .. words[2..]]);

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.All(figures.Split('|'), figure => Assert.Contains(figure, output, StringComparison.Ordinal));
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
    [InlineData("stress majors", "no_portfolio_margin")]
    [InlineData("stress box --price 200%", "bad_share")]
    public async Task A_stress_test_that_cannot_be_is_told(string line, string code)
    {
        var words = line.Split(' ');
        var sample = RepositoryFiles.PathOf("samples", "portfolios", $"{words[1]}.yaml");

        var (exit, _, error) = await Shell.RunAsync([words[0], sample, .. words[2..]]);

        Assert.Equal(Shell.BadData, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("margin", "800|290|2,631.58|2,500")]
    [InlineData("margin --explain", "maintenance margin = 290|requirement")]
    [InlineData("liquidation-price", "2,631.58|-9.26 %")]
    [InlineData("what-if --trade ETH:-1", "before|after|800|145")]
    [InlineData("what-if --deposit USDT:100", "+100")]
    [InlineData("what-if --move ETH:-20%", "yes")]
    [InlineData("cheapest-cure --target 3", "deposit|70|close at the mark")]
    [InlineData("cheapest-cure", "reached already")]
    [InlineData("compare", "Long ether on one venue|sample")]
    public async Task A_command_shows_its_key_figures(string line, string figures)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.All(figures.Split('|'), figure => Assert.Contains(figure, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("what-if", "what-if: expected a change: --trade, --deposit or --move.")]
    [InlineData("what-if --trade ETH", "expected SYMBOL:QUANTITY[@PRICE], found \"ETH\".")]
    [InlineData("what-if --trade ETH:x", "expected a number, found \"x\" in \"ETH:x\".")]
    [InlineData("what-if --trade BTC:1", "sample does not list BTC; it lists: ETH.")]
    [InlineData("what-if --move BTC:1%", "the portfolio has no price of BTC; it has: ETH.")]
    [InlineData("what-if --move ETH:-100%", "a price cannot fall by -100%")]
    [InlineData("what-if --deposit DOGE:1", "sample takes no DOGE as collateral; it takes: USDT.")]
    [InlineData("cheapest-cure --target 0", "--target: expected a margin ratio above zero, or initial; found \"0\".")]
    [InlineData("margin --at June", "--at: expected a day such as 2024-10-24, found \"June\".")]
    [InlineData("margin --at 2023-01-01", "sample holds from 2024-01-01 on; nothing is known of it before.")]
    [InlineData("margin --model nothing", "there is no model called nothing; there are: sample.")]
    [InlineData("margin --model no.yaml", "no.yaml: there is no such file.")]
    [InlineData("margin --models /no/such/folder", "/no/such/folder: there is no such folder of models.")]
    public async Task A_wrong_input_is_one_line_and_no_trace(string line, string expected)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal((Shell.BadData, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("margin", "plimsoll: PORTFOLIO: expected a portfolio file; found none.")]
    [InlineData("schema", "plimsoll: WHAT: expected model or portfolio; found nothing.")]
    [InlineData("schema engine", "'model'")]
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
        foreach (var name in PublishedSchema.Names)
        {
            var (_, output, _) = await Shell.RunAsync("schema", name);

            Assert.Equal(
                await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs", "schemas", $"{name}.schema.json")),
                output.ReplaceLineEndings("\n")
            );
        }
    }

    [Fact]
    public async Task The_models_that_come_with_it_are_listed() =>
        Assert.Contains("binance-usdm", (await Shell.RunAsync("models")).Output, StringComparison.Ordinal);

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
