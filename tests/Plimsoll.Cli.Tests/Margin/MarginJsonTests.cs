using System.Text.Json;

namespace Plimsoll.Cli.Tests.Margin;

/// <summary>Every command about margin speaks JSON, and reads the standard input.</summary>
public sealed class MarginJsonTests : IDisposable
{
    private readonly MarginFolder _folder = new();

    [Theory]
    [InlineData("margin", "", "account", "equity", 1_700)]
    [InlineData("liquidation-price", "", "positions", "BTCUSDT", null)]
    [InlineData("what-if", "--move BTC:-5%", "after", "account", null)]
    [InlineData("cheapest-cure", "--target 2000%", "units", "", null)]
    [InlineData("compare", "", "venues", "", null)]
    public async Task A_command_prints_one_object(string command, string options, string name, string inner, int? number)
    {
        var (code, output, error) = await _folder.RunAsync(
            command,
            MarginFolder.Long,
            [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--json"]
        );

        Assert.Equal((Shell.Success, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        var part = json.RootElement.GetProperty(name);
        if (inner.Length > 0)
        {
            Assert.True(part.TryGetProperty(inner, out var found));
            Assert.True(number is null || found.GetDecimal() == number);
        }
        else
        {
            Assert.True(part.GetArrayLength() > 0);
        }

        Assert.True(json.RootElement.TryGetProperty("notes", out _));
    }

    [Fact]
    public async Task A_cure_tells_what_to_do_in_numbers()
    {
        var (_, output, _) = await _folder.RunAsync("cheapest-cure", MarginFolder.Long, "--target", "2000%", "--json");

        using var json = JsonDocument.Parse(output);
        var cures = json.RootElement.GetProperty("units")[0].GetProperty("cures");
        Assert.Equal(
            ("deposit", 420m, 420m, 0m),
            (
                cures[0].GetProperty("action").GetString(),
                cures[0].GetProperty("amount").GetDecimal(),
                cures[0].GetProperty("deposited").GetDecimal(),
                cures[0].GetProperty("notional_closed").GetDecimal()
            )
        );
        Assert.Equal(("close", 0.08m), (cures[1].GetProperty("action").GetString(), cures[1].GetProperty("amount").GetDecimal()));
    }

    [Fact]
    public async Task A_share_tells_what_it_takes_off_each_position()
    {
        const string Majors = """
            model: binance-usdm
            balances: {USDT: 1_000}
            positions: [{instrument: BTCUSDT, quantity: 0.2, leverage: 20}, {instrument: ETHUSDT, quantity: -5, leverage: 20}]
            market: {BTCUSDT: {mark: 60_000}, ETHUSDT: {mark: 2_400} }
            """;
        var (_, output, _) = await _folder.RunAsync("cheapest-cure", Majors, "--json");

        using var json = JsonDocument.Parse(output);
        var cures = json.RootElement.GetProperty("units")[0].GetProperty("cures").EnumerateArray();
        var share = Assert.Single(cures, cure => cure.GetProperty("action").GetString() == "close_share_of_all");
        // 24,000 at twenty times need 1,200: 4,000 have to go. Of 16.5 % go 3,960; just above it one lot more of each, together 4,022.4.
        var closes = share.GetProperty("closes").EnumerateArray().ToArray();
        Assert.Equal(["BTCUSDT", "ETHUSDT"], closes.Select(close => close.GetProperty("instrument").GetString()));
        Assert.Equal([0.034m, 0.826m], closes.Select(close => close.GetProperty("quantity").GetDecimal()));
    }

    [Fact]
    public async Task A_portfolio_comes_from_the_standard_input()
    {
        var before = Console.In;
        try
        {
            using var input = new StringReader(MarginFolder.Long);
            Console.SetIn(input);

            var (code, output, _) = await Shell.RunAsync("margin", "-");

            Assert.Equal(Shell.Success, code);
            Assert.Contains("1,700.00", output, StringComparison.Ordinal);
        }
        finally
        {
            Console.SetIn(before);
        }
    }

    [Theory]
    [InlineData("margin")]
    [InlineData("liquidation-price")]
    [InlineData("what-if")]
    [InlineData("cheapest-cure")]
    [InlineData("compare")]
    [InlineData("models")]
    [InlineData("schema")]
    public async Task The_help_has_examples_and_exit_codes(string command)
    {
        var (code, output, _) = await Shell.RunAsync(command, "--help");

        Assert.Equal(Shell.Success, code);
        Assert.Contains($"Examples:\n  plimsoll {command}", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Exit codes:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_file_is_called_one()
    {
        var path = _folder.Write("p.yaml.gz", "");
        await File.WriteAllBytesAsync(path, [0x1f, 0x8b, 8, 0, 0, 0xff]);

        var (code, _, error) = await Shell.RunAsync("margin", path);

        Assert.Equal(Shell.BadData, code);
        Assert.Contains("this is a binary file. Unpack it first: gunzip. [binary_file]", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
