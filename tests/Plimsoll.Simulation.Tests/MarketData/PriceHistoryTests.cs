using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Tests.MarketData;

[Trait("Criterion", "REPL-001")]
public sealed class PriceHistoryTests : IDisposable
{
    private const string Good = "1583884800000,kraken,BTCUSD,10,14,9,12,1";
    private readonly PriceFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Reads_plain_and_gzip_alike()
    {
        var text = $"{PriceFiles.Header}\n{Good}\n";

        var plain = PriceHistory.Read([_files.WriteAs("a.csv", text)]);
        var packed = PriceHistory.Read([_files.WriteAs("a.csv.gz", PriceFiles.Gzip(text))]);

        Assert.Equal(plain.Bars.ToArray(), packed.Bars.ToArray());
        Assert.Equal(new Bar(PriceFiles.Start, 0, 10, 14, 9, 12, 1), Assert.Single(plain.Bars.ToArray()));
    }

    [Fact]
    public void Columns_may_stand_in_any_order()
    {
        var history = PriceHistory.Read([
            _files.Write("extra,close,volume,low,high,open,symbol,venue,ts_ms", "x,12,1,9,14,10,BTCUSD,kraken,1583884800000"),
        ]);

        Assert.Equal(new Bar(PriceFiles.Start, 0, 10, 14, 9, 12, 1), history.Bars[0]);
    }

    [Fact]
    public void Reads_the_recorded_files()
    {
        var history = PriceHistory.Read([PriceFiles.BlackThursday]);

        Assert.Equal(38_092, history.Bars.Length);
        Assert.Equal(5_760, history.MinuteCount);
        Assert.Equal(["bitfinex", "bitmex"], history.Venues);
    }

    [Fact]
    public void Merges_files_by_time()
    {
        var later = _files.WriteAs("b.csv", $"{PriceFiles.Header}\n1583884860000,kraken,BTCUSD,12,12,12,12,1\n");
        var earlier = _files.WriteAs("a.csv", $"{PriceFiles.Header}\n{Good}\n");

        var history = PriceHistory.Read([later, earlier]);

        Assert.Equal([PriceFiles.Start, PriceFiles.Start + 60_000], history.Bars.ToArray().Select(bar => bar.MinuteMs));
    }

    [Theory]
    [InlineData(MarketDataFault.MissingColumn, 1, "ts_ms,venue,symbol,open,high,low,close", Good)]
    [InlineData(MarketDataFault.NoBars, 0, PriceFiles.Header)]
    [InlineData(MarketDataFault.MissingField, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,14,9")]
    [InlineData(MarketDataFault.MissingField, 2, PriceFiles.Header, "1583884800000,,BTCUSD,10,14,9,12,1")]
    [InlineData(MarketDataFault.NotANumber, 3, PriceFiles.Header, Good, "1583884860000,kraken,BTCUSD,ten,14,9,12,1")]
    [InlineData(MarketDataFault.NotANumber, 2, PriceFiles.Header, "yesterday,kraken,BTCUSD,10,14,9,12,1")]
    [InlineData(MarketDataFault.NotANumber, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,\"1,0\",14,9,12,1")]
    [InlineData(MarketDataFault.NotFinite, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,14,NaN,12,1")]
    [InlineData(MarketDataFault.NotFinite, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,Infinity,9,12,1")]
    [InlineData(MarketDataFault.NotPositive, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,14,-9,12,1")]
    [InlineData(MarketDataFault.NotPositive, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,14,0,12,1")]
    [InlineData(MarketDataFault.NotPositive, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,14,9,12,-1")]
    [InlineData(MarketDataFault.OutOfRange, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,1e20,9,12,1")]
    [InlineData(MarketDataFault.OutOfRange, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,1e40,9,12,1")]
    [InlineData(MarketDataFault.OutOfRange, 2, PriceFiles.Header, "1583884800,kraken,BTCUSD,10,14,9,12,1")]
    [InlineData(MarketDataFault.BadName, 2, PriceFiles.Header, "1583884800000,<b>,BTCUSD,10,14,9,12,1")]
    [InlineData(MarketDataFault.BadName, 2, PriceFiles.Header, "1583884800000,kraken,BTC USD,10,14,9,12,1")]
    [InlineData(MarketDataFault.LowAboveHigh, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,9,14,12,1")]
    [InlineData(MarketDataFault.OutsideRange, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,10,14,9,15,1")]
    [InlineData(MarketDataFault.OutsideRange, 2, PriceFiles.Header, "1583884800000,kraken,BTCUSD,8,14,9,12,1")]
    [InlineData(MarketDataFault.OutsideRange, 2, PriceFiles.Header, "1583884800000,bitmex,XBTUSD,10,14,9,15,1")]
    [InlineData(MarketDataFault.NotWholeMinute, 2, PriceFiles.Header, "1583884800001,kraken,BTCUSD,10,14,9,12,1")]
    [InlineData(MarketDataFault.OutOfOrder, 3, PriceFiles.Header, Good, "1583884740000,kraken,BTCUSD,10,14,9,12,1")]
    [InlineData(MarketDataFault.DuplicateBar, 3, PriceFiles.Header, Good, Good)]
    [InlineData(MarketDataFault.Gap, 3, PriceFiles.Header, Good, "1583885520000,kraken,BTCUSD,10,14,9,12,1")]
    public void Refuses_with_fault_and_line(MarketDataFault fault, int line, params string[] lines)
    {
        var path = _files.Write(lines);

        var refusal = Assert.Throws<MarketDataException>(() => PriceHistory.Read([path]));

        Assert.Equal((fault, path, line), (refusal.Fault, refusal.File, refusal.Line));
        Assert.NotEmpty(refusal.Expected);
        Assert.Contains(refusal.Found, refusal.Message, StringComparison.Ordinal);
        Assert.Matches(@"\. \[[a-z_]+\]$", refusal.Message);
    }

    [Fact]
    public void Ten_minutes_without_a_bar_are_no_gap()
    {
        var history = PriceHistory.Read([_files.Write(PriceFiles.Header, Good, "1583885460000,kraken,BTCUSD,10,14,9,12,1")]);

        Assert.Equal(2, history.MinuteCount);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var refusal = Assert.Throws<MarketDataException>(() => PriceHistory.Read(["/no/such/prices.csv"]));

        Assert.Equal((MarketDataFault.FileNotReadable, "/no/such/prices.csv"), (refusal.Fault, refusal.File));
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        var folder = Path.GetDirectoryName(_files.Write(PriceFiles.Header))!;

        var refusal = Assert.Throws<MarketDataException>(() => PriceHistory.Read([folder]));

        Assert.Equal((MarketDataFault.FileNotReadable, "a folder"), (refusal.Fault, refusal.Found));
    }

    [Fact]
    public void What_would_move_a_terminal_is_spelled_out()
    {
        var path = _files.Write(PriceFiles.Header, "1583884800000,\u001b[31mkra\u202eken,BTCUSD,10,14,9,12,1");

        var refusal = Assert.Throws<MarketDataException>(() => PriceHistory.Read([path]));

        Assert.EndsWith("found \"\\u001B[31mkra\\u202Eken\". [bad_name]", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(@"a\tb\nc\r\u0000", PrintableText.Of("a\tb\nc\r\0"));
        Assert.Equal("Zürich · 香港", PrintableText.Of("Zürich · 香港"));
    }

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal(MarketDataFault.EmptyFile, FaultOf("a.csv", []));

    [Fact]
    public void A_name_that_promises_gzip_is_held_to_it() =>
        Assert.Equal(MarketDataFault.NotGzip, FaultOf("a.csv.gz", "plain"u8.ToArray()));

    [Fact]
    public void A_gzip_that_breaks_off_is_refused_wherever_it_breaks()
    {
        var whole = PriceFiles.Gzip(
            PriceFiles.Header
                + "\n"
                + string.Join('\n', Enumerable.Range(0, 200).Select(i => PriceFiles.Row(i, "kraken", "BTCUSD", 10 + i, 300, 9, 12)))
        );

        for (var length = 3; length < whole.Length; length += 7)
        {
            Assert.Equal(MarketDataFault.DamagedGzip, FaultOf("a.csv.gz", whole[..length]));
        }
    }

    [Fact]
    public void A_gzip_with_a_flipped_byte_is_refused()
    {
        var damaged = PriceFiles.Gzip($"{PriceFiles.Header}\n{Good}\n");
        damaged[damaged.Length / 2] ^= 0x55;

        Assert.Throws<MarketDataException>(() => PriceHistory.Read([_files.WriteAs("a.csv.gz", damaged)]));
    }

    private MarketDataFault FaultOf(string name, byte[] content) =>
        Assert.Throws<MarketDataException>(() => PriceHistory.Read([_files.WriteAs(name, content)])).Fault;
}
