namespace Plimsoll.Cli.Tests.Margin;

/// <summary>A folder of portfolios for the commands about margin.</summary>
internal sealed class MarginFolder : IDisposable
{
    public const string Long = """
        name: Long bitcoin
        model: binance-usdm
        balances: {USDT: 2_000}
        positions: [{instrument: BTCUSDT, quantity: 0.4, entry: 67_000, leverage: 20}]
        market: {BTCUSDT: {mark: 66_250, index: 66_240}}
        """;

    public const string Isolated = """
        name: Isolated
        model: hyperliquid
        balances: {USDC: 1_000}
        positions:
          - {instrument: SOL, quantity: 100, entry: 196, isolated: 1_500}
          - {instrument: ETH, quantity: -2, entry: 2_540, isolated: true, leverage: 10}
        market: {SOL: {mark: 176.4}, ETH: {mark: 2_520}}
        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<(int Code, string Output, string Error)> RunAsync(string command, string portfolio, params string[] options) =>
        Shell.RunAsync([command, Write("portfolio.yaml", portfolio), .. options]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
