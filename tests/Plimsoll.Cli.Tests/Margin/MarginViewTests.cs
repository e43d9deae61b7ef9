namespace Plimsoll.Cli.Tests.Margin;

/// <summary>What a person sees: who is liquidated, what a change did and in which order, what can be checked by hand.</summary>
public sealed class MarginViewTests : IDisposable
{
    private const string Coins = """
        name: Coins
        model: sample
        balances: {USD: 100, ETH: 150}
        positions: [{instrument: BTC, quantity: 1}]
        market: {BTC: {mark: 60_000}, ETH: {index: 2_500}}
        """;

    private const string Model = """
        name: sample
        venue: Sample
        effective_from: 2024-01-01
        numeraire: USD
        assets: {USD: {}, ETH: {decimals: 9, ladder: [{up_to: 100, haircut: 5%}, {up_to: 1_000, haircut: 20%}]}}
        margins: {single: {kind: bracket, initial: 10%, maintenance: 5%}}
        instruments: {BTC: {settlement: USD, underlying: BTC, margin: single}}
        """;

    private readonly MarginFolder _folder = new();

    [Fact]
    public async Task A_dead_isolated_position_is_told_by_name()
    {
        var output = await ShownAsync("margin", MarginFolder.Isolated);

        Assert.Contains(
            "! SOL (isolated): liquidated at these marks, with an equity of -460.00 USDC for a maintenance margin of 441.00 USDC",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("the ratio is that of SOL, the nearest to its line", output, StringComparison.Ordinal);
        Assert.Contains("already below", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("liquidation-price")]
    [InlineData("compare")]
    public async Task A_liquidation_price_that_has_been_passed_is_none(string command)
    {
        var output = await ShownAsync(command, MarginFolder.Isolated);

        Assert.Contains("already below", output, StringComparison.Ordinal);
        Assert.DoesNotContain("176.4000 │ 176.4000", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_has_a_column_for_liquidated_only_when_one_is()
    {
        var rich = MarginFolder.Long.Replace("2_000", "20_000", StringComparison.Ordinal);

        Assert.Contains("│ liquidated │", await ShownAsync("compare", MarginFolder.Isolated), StringComparison.Ordinal);
        Assert.DoesNotContain("│ liquidated │", await ShownAsync("compare", rich), StringComparison.Ordinal);
    }

    /// <summary>No twelve lines of zeros for a cross account that holds nothing.</summary>
    [Fact]
    public async Task An_account_without_cross_positions_is_a_line() =>
        Assert.DoesNotContain("free collateral", await ShownAsync("margin", MarginFolder.Isolated), StringComparison.Ordinal);

    [Fact]
    public async Task Changes_happen_in_the_order_given()
    {
        var after = await ShownAsync("what-if", MarginFolder.Long, "--move", "BTC:-5%", "--trade", "BTCUSDT:-0.1");
        var before = await ShownAsync("what-if", MarginFolder.Long, "--trade=BTCUSDT:-0.1", "--move", "BTC:-5%");

        Assert.Contains("1. move BTC by -5%: BTCUSDT to 62,937.50", after, StringComparison.Ordinal);
        Assert.Contains("2. sell 0.1 BTCUSDT at 62,937.50 (its mark)", after, StringComparison.Ordinal);
        Assert.Contains("1. sell 0.1 BTCUSDT at 66,250.00 (its mark)", before, StringComparison.Ordinal);
        // 2,000 − 0.4 · 4,062.50, and 2,000 − 0.1 · 750 − 0.3 · 4,062.50
        Assert.Contains("│    375.00 │", after, StringComparison.Ordinal);
        Assert.Contains("│    706.25 │", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_moves_twice_is_told() =>
        Assert.Contains(
            "note: BTCUSDT moved more than once",
            await ShownAsync("what-if", MarginFolder.Long, "--move", "BTC:-5%", "--move", "BTCUSDT:-5%"),
            StringComparison.Ordinal
        );

    /// <summary>100 · 95 % + 50 · 80 % = 135 ether at 2,500.</summary>
    [Fact]
    public async Task The_value_of_collateral_can_be_checked_by_hand()
    {
        var output = await ShownAsync("margin", Coins, "--model", _folder.Write("sample.yaml", Model), "--explain");

        foreach (
            var line in (string[])
                [
                    "ETH = 337,500.00 USD",
                    "balance  150.00 ETH",
                    "haircut from 0 to 100  5.00 %",
                    "haircut from 100 to 1,000  20.00 %",
                    "counted after cap and haircut  135.00 ETH",
                    "index price  2,500.00 USD",
                    "rate  10.00 %",
                ]
        )
        {
            Assert.Contains(line, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("(units)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_unit_of_margin_is_cured_by_itself()
    {
        var output = await ShownAsync("cheapest-cure", MarginFolder.Isolated, "--target", "500%");

        Assert.Contains("cross account: equity 1,000.00 USDC, nothing held on it", output, StringComparison.Ordinal);
        Assert.Contains("SOL (isolated): equity -460.00 USDC, maintenance margin 441.00 USDC", output, StringComparison.Ordinal);
        Assert.Contains("add to its margin", output, StringComparison.Ordinal);
        Assert.Contains("2,665.00", output, StringComparison.Ordinal); // 5 · 441 + 460
    }

    [Theory]
    [InlineData("margin", "nothing is held")]
    [InlineData("liquidation-price", "no position")]
    [InlineData("cheapest-cure", "reached already")]
    [InlineData("what-if --deposit USDT:5", "deposit 5 USDT")]
    public async Task An_empty_portfolio_has_an_answer(string line, string expected)
    {
        var words = line.Split(' ');

        Assert.Contains(expected, await ShownAsync(words[0], "model: binance-usdm", words[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_portfolio_cannot_be_compared()
    {
        var (code, _, error) = await _folder.RunAsync("compare", "model: binance-usdm");

        Assert.Equal(Shell.BadData, code);
        Assert.Contains("there is nothing to compare: it holds nothing.", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ShownAsync(string command, string portfolio, params string[] options)
    {
        var (code, output, error) = await _folder.RunAsync(command, portfolio, options);
        Assert.Equal((Shell.Success, ""), (code, error));
        return output;
    }
}
