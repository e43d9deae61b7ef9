using System.Text;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.PortfolioRules;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Options;

namespace Plimsoll.Fuzz.Targets;

/// <summary>CSV: minute bars, option chains and tables of moves. Each is taken, or refused with its line.</summary>
internal sealed class TableTarget : IFuzzTarget
{
    private const string Bars = """
        ts_ms,venue,symbol,open,high,low,close,volume
        1583884800000,bitfinex,BTCUSD,7900,7910,7890,7905.5,12.5
        1583884800000,bitmex,XBTUSD,7900.5,7911,7890,7905,125000
        1583884860000,bitfinex,BTCUSD,7905.5,7906,7900,7901,3
        1583884920000,bitfinex,BTCUSD,7901,7901,7880,7885,1.25
        """;

    private const string Chain = """
        ts_ms,venue,currency,instrument,option_type,strike,expiry_ms,bid,ask,mark,mark_iv,underlying_price
        1769860800000,deribit,BTC,BTC-27FEB26-80000-C,call,80000,1772179200000,0.05,0.055,0.0525,0.45,79000
        1769860800000,deribit,BTC,BTC-27FEB26-80000-P,put,80000,1772179200000,0.06,,0.0625,0.45,79000
        1769860800000,deribit,BTC,BTC-27FEB26-90000-C,call,90000,1772179200000,0.02,0.021,0.0205,0.46,79000
        """;

    private const string Moves = """
        date,BTC,ETH
        2026-01-01,-0.05,-0.07
        2026-01-02,0.01,0.02
        2026-01-03,0.03,-0.01
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"plimsoll-fuzz-{Environment.ProcessId}.csv");
    private long _taken;
    private long _refused;

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[] { Bars, Chain, Moves }.Select(Encoding.UTF8.GetBytes)];

    public IReadOnlyList<string> Words { get; } =
    [
        "\"\"",
        "\"a,b\"",
        "1583884800000",
        "1583884860000",
        "call",
        "put",
        "BTC",
        "USD",
        "bitmex",
        "ts_ms",
        ",,,",
        "1e-9",
        "0.0000000001",
        "∞",
    ];

    public string Summary => $"{_taken:N0} taken, {_refused:N0} refused";

    public ValueTask<string?> TryAsync(byte[] input)
    {
        File.WriteAllBytes(_file, input);
        Try(() => PriceHistory.Read([_file]));
        Try(() => ChainFile.Read(_file));
        Try(() => MoveFile.Read("moves.csv", Encoding.UTF8.GetString(input)));
        return default;
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_file);
        return default;
    }

    private void Try(Action read)
    {
        try
        {
            read();
            _taken++;
        }
        catch (Exception refusal) when (refusal is MarketDataException or DocumentException)
        {
            _refused++;
        }
    }
}
