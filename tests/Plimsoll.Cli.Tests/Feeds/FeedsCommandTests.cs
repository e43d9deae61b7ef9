using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plimsoll.Cli.Tests.Feeds;

/// <summary>The command against a venue on this machine, and against nobody: there is no internet in a test.</summary>
public sealed partial class FeedsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    private string Recording => Path.Combine(_folder, "feeds.jsonl.gz");

    private string Bars => Path.Combine(_folder, "bars.csv");

    [Fact]
    public async Task A_venue_that_works_and_one_that_does_not_each_get_a_line()
    {
        using var kraken = new TinyVenue();

        var (code, output, error) = await Shell.RunAsync([
            .. "feeds check --seconds 2 --venue kraken --venue bitstamp --endpoint bitstamp=ws://127.0.0.1:9 --endpoint".Split(' '),
            $"kraken={kraken.Endpoint}",
        ]);

        Assert.Equal((Shell.BadData, ""), (code, error));
        Assert.Matches(@"kraken +BTC/USD +\d+ ms +[1-9]\d* +100\.5 ", output);
        Assert.Matches(@"bitstamp +btcusd +– +0 +– ", output);
        Assert.Contains("bitstamp: Check the endpoint", output, StringComparison.Ordinal);
        Assert.EndsWith("1 of 2 work", output.TrimEnd(), StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 120, line));
    }

    [Fact]
    public async Task Json_has_the_same_for_programs()
    {
        using var kraken = new TinyVenue();

        var (code, output, _) = await Shell.RunAsync(
            "feeds",
            "check",
            "--seconds",
            "1",
            "--venue",
            "kraken",
            "--endpoint",
            $"kraken={kraken.Endpoint}",
            "--json"
        );

        Assert.Equal(Shell.Success, code);
        using var json = JsonDocument.Parse(output);
        var source = json.RootElement.GetProperty("sources")[0];
        Assert.Equal(("kraken", "live"), (source.GetProperty("source").GetString(), source.GetProperty("state").GetString()));
        Assert.Equal("100.0", source.GetProperty("markets")[0].GetProperty("bid").GetString());
        Assert.Equal(JsonValueKind.Null, source.GetProperty("problem").ValueKind);
    }

    [Fact]
    public async Task A_recording_is_played_into_bars()
    {
        using var kraken = new TinyVenue();

        var record = await Shell.RunAsync(
            "feeds",
            "record",
            Recording,
            "--seconds",
            "1",
            "--venue",
            "kraken",
            "--endpoint",
            $"kraken={kraken.Endpoint}"
        );
        var play = await Shell.RunAsync("feeds", "play", Recording, "--bars", Bars);
        var again = await Shell.RunAsync(
            "feeds",
            "record",
            Recording,
            "--seconds",
            "1",
            "--venue",
            "kraken",
            "--endpoint",
            $"kraken={kraken.Endpoint}"
        );

        Assert.Equal(Shell.Success, record.Code);
        Assert.Contains("2 messages recorded", record.Output, StringComparison.Ordinal);
        Assert.Equal((Shell.Success, ""), (play.Code, play.Error));
        Assert.Contains("2 lines played, 1 bars written", play.Output, StringComparison.Ordinal);
        Assert.Matches("^\\d+,kraken,BTC/USD,100.5,100.5,100.5,100.5,0$", (await File.ReadAllLinesAsync(Bars))[1]);
        Assert.Equal(Shell.BadData, again.Code);
        Assert.Contains("never overwritten", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check --venue krakn", "--venue: no venue is called \"krakn\"; there are: binance,")]
    [InlineData("check --symbol kraken", "--symbol: expected a venue, = and a value; found \"kraken\".")]
    [InlineData(
        "check --endpoint kraken=gopher://x",
        "--endpoint: expected an address that begins with wss:// or https://; found \"gopher://x\"."
    )]
    [InlineData("check --venue bybit-option", "--symbol: bybit-option needs one")]
    [InlineData("check --seconds 0", "--seconds: expected 1 to 86400; found 0.")]
    [InlineData("check --seconds soon", "--seconds: expected N; found \"soon\".")]
    public async Task What_cannot_be_meant_is_a_matter_of_usage(string line, string expected)
    {
        var (code, output, error) = await Shell.RunAsync(["feeds", .. line.Split(' ')]);

        Assert.Equal((Shell.Usage, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.jsonl.gz")]
    [InlineData(".")]
    public async Task A_recording_has_to_be_there(string file)
    {
        var (code, output, error) = await Shell.RunAsync("feeds", "play", file);

        Assert.Equal((Shell.BadData, ""), (code, output));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Speaks just enough WebSocket (RFC 6455) to give each client one ticker of Kraken, in the shape of docs.kraken.com, and then stays silent.</summary>
    private sealed partial class TinyVenue : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _accepting;

        public TinyVenue()
        {
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public string Endpoint => $"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public void Dispose()
        {
            _stop.Cancel();
            _listener.Dispose();
            _accepting.Wait(TimeSpan.FromSeconds(10));
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    await TalkAsync(client.GetStream());
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or InvalidOperationException)
            {
                // The test is over.
            }
        }

        private async Task TalkAsync(NetworkStream stream)
        {
            var buffer = new byte[4_096];
            var length = await stream.ReadAsync(buffer, _stop.Token);
            var key = Key().Match(Encoding.ASCII.GetString(buffer, 0, length)).Groups["key"].Value;
#pragma warning disable CA5350 // The handshake of WebSocket is made so.
            var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
            var answer =
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
            var message = Encoding.UTF8.GetBytes(
                $$"""{"channel":"ticker","type":"snapshot","data":[{"symbol":"BTC/USD","bid":100.0,"ask":101.0,"last":100.0,"timestamp":"{{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffff}}Z"}]}"""
            );
            await stream.WriteAsync(new byte[] { 0x81, 126, (byte)(message.Length >> 8), (byte)message.Length }, _stop.Token);
            await stream.WriteAsync(message, _stop.Token);
            while (await stream.ReadAsync(buffer, _stop.Token) > 0)
            {
                // What the client says changes nothing.
            }
        }

        [GeneratedRegex(
            "Sec-WebSocket-Key: (?<key>[^\r]+)",
            RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
            matchTimeoutMilliseconds: 1_000
        )]
        private static partial Regex Key();
    }
}
