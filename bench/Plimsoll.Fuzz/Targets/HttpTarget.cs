using System.Net.Sockets;
using System.Text;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Fuzz.Targets;

/// <summary>Raw bytes at the server's socket: nearly well-formed HTTP with nearly well-formed JSON, with good and with bad keys.</summary>
internal sealed class HttpTarget : IFuzzTarget
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-fuzz-").FullName;
    private readonly byte[] _answer = new byte[1 << 16];
    private readonly SortedDictionary<int, long> _statuses = [];
    private PlimsollServer _server = null!;
    private TcpClient? _connection;

    private HttpTarget() { }

    public IReadOnlyList<byte[]> Seeds { get; private set; } = [];

    public IReadOnlyList<string> Words { get; } =
    [
        "POST ",
        "GET ",
        "DELETE ",
        " HTTP/1.1\r\n",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Expect: 100-continue\r\n",
        "\"account\":\"alice\"",
        "\"amount\":\"0.001\"",
        "?limit=10&after=alice",
        "Idempotency-Key: x\r\n",
        "accounts/",
        "\"side\":\"sell\"",
    ];

    public string Summary => string.Join(", ", _statuses.Select(each => $"{each.Value:N0} × {(each.Key == 0 ? "closed" : each.Key)}"));

    public static async Task<HttpTarget> StartAsync()
    {
        var target = new HttpTarget();
        var settings = ServerSettings.Default with
        {
            Listen = new() { Urls = [new("http://127.0.0.1:0")] },
            Data = new() { Folder = target._folder },
            Telemetry = ServerSettings.Default.Telemetry with { LogLevel = "critical" },
            Limits = ServerSettings.Default.Limits with
            {
                RequestsPerSecond = 1_000_000,
                RequestBurst = 1_000_000,
                FailuresPerMinute = 1_000_000_000,
            },
        };
        target._server = await PlimsollServer.StartAsync(settings, new());
        target.Seeds = [.. Requests(target._server.FirstKey!.Reveal()).Select(Encoding.UTF8.GetBytes)];
        return target;
    }

    public async ValueTask<string?> TryAsync(byte[] input)
    {
        var status = await SendAsync(input);
        _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        // 503 is "busy" or "stopping", 505 an answer to another version of HTTP.
        if (status is 500 or 502 or 504)
            return $"the server answered {status}";

        return _server.Host.Halted.IsCompleted ? $"the engine stopped: {_server.Host.Status.Problem}" : null;
    }

    public async ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The status of the first answer; zero when the connection was closed, or nothing came because the request never ended.</summary>
    private async Task<int> SendAsync(byte[] input)
    {
        try
        {
            _connection ??= await ConnectAsync();
            var stream = _connection.GetStream();
            await stream.WriteAsync(input);
            // A request that never ends is ended by closing this side: then the server has to answer or to close.
            _connection.Client.Shutdown(SocketShutdown.Send);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var length = 0;
            while (length < _answer.Length && await stream.ReadAsync(_answer.AsMemory(length), limit.Token) is > 0 and var read)
            {
                length += read;
            }

            return length > 12 && int.TryParse(Encoding.ASCII.GetString(_answer, 9, 3), out var status) ? status : 0;
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            return 0;
        }
        finally
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var address = _server.Addresses[0];
        var client = new TcpClient { NoDelay = true, LingerState = new(true, 0) };
        await client.ConnectAsync(address.Host, address.Port);
        return client;
    }

    private static IEnumerable<string> Requests(string key)
    {
        yield return Request("GET", "status", key);
        yield return Request("GET", "accounts/demo-trader-001", key);
        yield return Request("POST", "accounts", key, """{"name":"alice","owner":"alice","kind":"user"}""");
        yield return Request("POST", "accounts/demo-trader-001/deposits", key, """{"asset":"USD","amount":"12.5"}""");
        yield return Request("POST", "accounts/demo-trader-001/withdrawals", key, """{"asset":"USD","amount":"1"}""");
        yield return Request("PUT", "accounts/demo-trader-002/status", key, """{"status":"reduce_only"}""");
        yield return Request("PUT", "accounts/demo-trader-002/leverage", key, """{"instrument":"BTC-PERP","leverage":"5"}""");
        yield return Request(
            "POST",
            "orders/check",
            key,
            """{"account":"demo-trader-003","instrument":"BTC-PERP","side":"buy","amount":"0.001","price":"100.5","reduce_only":false}"""
        );
        yield return Request("POST", "transfers", key, """{"from":"demo-trader-001","to":"demo-trader-002","asset":"USD","amount":"1"}""");
        yield return Request(
            "POST",
            "quotes",
            key,
            """{"indices":[{"index":"BTC/USD","source":"demo-1","bid":"7000","ask":"7001"}],"books":[{"instrument":"BTC-PERP","bid":"7000"}]}"""
        );
        yield return Request("POST", "keys", key, """{"label":"x","roles":["trader"],"accounts":["alice"]}""");
        yield return Request("PUT", "demo", key, """{"paused":true,"speed":10,"at":"2020-03-12T11:00:00Z"}""");
        yield return Request("POST", "venue/pause", key, "{}");
        yield return Request("GET", "status", "plim_aaaaaaaaaaaa_" + new string('0', 64));
        yield return "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        yield return "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    private static string Request(string method, string path, string key, string? body = null) =>
        $"{method} /api/v1/{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n"
        + (body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
