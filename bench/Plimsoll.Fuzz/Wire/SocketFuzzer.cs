using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Fuzz.Requests;
using Plimsoll.Fuzz.Venue;

namespace Plimsoll.Fuzz.Wire;

/// <summary>A WebSocket client by hand, so that frames can be wrong too: pipelined requests of every operation, sound and damaged, lists of them, subscriptions, and what is no frame.</summary>
internal sealed class SocketFuzzer(FuzzVenue venue, Tally tally, int seed) : IVenueClient
{
    private const int Group = 48;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Channels =
    [
        "account.demo-trader-001",
        "account.*",
        "market.BTC-PERP",
        "market." + Vocabulary.Option,
        "index.BTC/USD",
        "liquidations",
        "funds",
        "risk",
        "events",
        "account.",
        "market.nobody",
        "x",
        "",
    ];

    private static readonly string[] Froms = ["0", "1", "-1", "5", "1000", "9223372036854775807", "1e3", "\"5\"", "null", "1.5"];
    private static readonly string[] Roles = ["admin", "matching_engine", "risk", "auditor", "trader", "admin", "matching_engine"];

    private readonly Random _dice = new(seed);
    private readonly Vocabulary _words = new(new(seed + 1));
    private readonly Dictionary<string, string?> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private readonly HashSet<string> _restarted = new(StringComparer.Ordinal);
    private RequestMaker? _maker;
    private Damage? _damage;
    private TcpClient? _client;
    private FrameReader? _reader;
    private string _role = "";
    private long _next;
    private bool _isNoText;
    private byte[] _sent = [];

    public ReadOnlyMemory<byte> LastSent => _sent;

    public async Task<string?> RunAsync()
    {
        _maker ??= new(venue.Book, _words, _dice);
        _damage ??= new(_dice);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            if (_client is null)
                await ConnectAsync(limit.Token);

            return await ExchangeAsync(limit.Token);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            tally.Note("connection cut");
            Drop();
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"no answer in {Patience.TotalSeconds:F0} s to: {string.Join(", ", _asked.Select(each => $"{each.Key} {each.Value}").Take(10))}";
        }
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return default;
    }

    private void Drop()
    {
        _client?.Dispose();
        (_client, _reader) = (null, null);
        _asked.Clear();
        _sequences.Clear();
        _restarted.Clear();
        _isNoText = false;
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        _client = new() { NoDelay = true, LingerState = new(true, 0) };
        await _client.ConnectAsync(venue.Address.Host, venue.Address.Port, cancellation);
        var stream = _client.GetStream();
        _reader = new(stream);
        _role = Roles[_dice.Next(Roles.Length)];
        var key = venue.KeyOf(_role, _dice);
        var isHeader = _dice.Next(2) == 0;
        var head =
            "GET /api/v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + (isHeader ? $"Authorization: Bearer {key}\r\n\r\n" : "\r\n")), cancellation);
        var answer = await _reader.HeadAsync(cancellation);
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
            throw new InvalidDataException($"the handshake was answered with {answer}");

        if (!isHeader)
            await stream.WriteAsync(
                Frames.Of(Frames.Text, Encoding.UTF8.GetBytes($$$"""{"method":"authenticate","params":{"key":"{{{key}}}"}}""")),
                cancellation
            );
    }

    private async Task<string?> ExchangeAsync(CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        for (var i = 0; i < Group; i++)
        {
            buffer.Write(Message());
        }

        var ends = _dice.Next(6) == 0;
        var end = $"end-{_next++}";
        _asked[end] = "ping";
        if (ends)
        {
            var request = _maker!.Operation();
            buffer.Write(Frames.Broken(Encoding.UTF8.GetBytes(Request(request.Name, _maker.Sound(request), null)), _dice));
            tally.Count("(frame that is none)");
        }

        buffer.Write(Frames.Of(Frames.Text, Encoding.UTF8.GetBytes($$"""{"id":"{{end}}","method":"ping"}""")));
        _sent = buffer.ToArray();
        var sending = _client!.GetStream().WriteAsync(_sent, cancellation).AsTask();
        // What is no frame may swallow what follows: then this side ends the connection, and whoever does not notice hangs.
        if (ends)
        {
            var client = _client;
            _ = sending.ContinueWith(_ => Shut(client), TaskScheduler.Default);
        }

        var wrong = await ReadAsync(ends, cancellation);
        if (!ends)
            await sending;
        else
            Drop();

        return wrong;
    }

    private static void Shut(TcpClient client)
    {
        try
        {
            client.Client?.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // Closed by the server before.
        }
    }

    private async Task<string?> ReadAsync(bool ends, CancellationToken cancellation)
    {
        while (_asked.Count > 0 || ends)
        {
            var (opcode, payload) = await _reader!.NextAsync(cancellation);
            if (opcode is -1 or Frames.Close)
            {
                var code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload.Span) : 0;
                tally.Note(string.Create(CultureInfo.InvariantCulture, $"closed {code}"));
                var (left, isAsked) = (_asked.Count, _isNoText);
                Drop();
                return code is 1011 ? "the server closed with 1011, a fault of its own"
                    : !ends && code is not 4002 and not 4003 && !(code == 1007 && isAsked)
                        ? $"the server closed with {code}, {left} requests unanswered"
                    : null;
            }

            if (opcode == 10)
                tally.Note("pong");
            else if (opcode == Frames.Text && Take(payload) is { } wrong)
                return wrong;
        }

        return null;
    }

    private string? Take(ReadOnlyMemory<byte> payload)
    {
        var message = JsonNode.Parse(payload.Span)!.AsObject();
        if (message["method"] is { } method)
        {
            tally.Note("told");
            return Follow((string)method!, message["params"]!);
        }

        var problem = (string?)message["error"]?["data"]?["name"];
        string? operation = null;
        if (
            message["id"] is JsonValue value
            && value.TryGetValue<string>(out var id)
            && !_asked.Remove(id, out operation)
            && id.StartsWith("r-", StringComparison.Ordinal)
        )
            return $"{id} was answered twice, or never asked";

        if (operation != "ping")
            tally.Count(problem ?? "ok", operation);

        if (message["result"] is JsonObject { } given && given["secret"] is not null && given["created"]?["key"] is { } key)
            _words.LearnKey((string)key!);

        if (message["result"] is JsonObject result && result["id"] is JsonValue made && made.TryGetValue<string>(out var number))
            _words.Learn(number);

        return problem == "internal" ? $"{operation}: {message.ToJsonString()}" : null;
    }

    /// <summary>Events of a channel hang together by sequence and previous.</summary>
    private string? Follow(string method, JsonNode told)
    {
        if ((string?)told["channel"] is not { } channel)
            return null;

        if (method == "unsubscribed")
            _sequences.Remove(channel);
        else if (method == "snapshot")
            _sequences[channel] = (long)told["sequence"]!;
        else if (method == "event")
        {
            var (sequence, previous) = ((long)told["sequence"]!, (long)told["previous"]!);
            if (_sequences.TryGetValue(channel, out var last) && last != previous && !_restarted.Remove(channel))
                return $"channel {channel}: after {last} came {sequence}, which says that {previous} was before";

            _sequences[channel] = sequence;
        }

        return null;
    }

    private byte[] Message()
    {
        switch (_dice.Next(40))
        {
            case 0:
                return Frames.Of(2, "\0\u0001{}"u8);
            case 1:
                return Frames.Of(Frames.Text, Encoding.UTF8.GetBytes(Subscription()));
            case 2:
                return Frames.Of(Frames.Text, Encoding.UTF8.GetBytes(Strange()));
            case 3:
                return Frames.Of(Frames.Text, List());
            case 4:
                return Frames.Of(9, "p"u8);
            default:
                return Single();
        }
    }

    private byte[] Single()
    {
        var (json, isSound) = One();
        if (!isSound)
            return Frames.Of(Frames.Text, Valid(_damage!.Text(json)));

        return _dice.Next(12) == 0 ? Frames.Pieces(json, _dice) : Frames.Of(Frames.Text, json);
    }

    /// <summary>What is no UTF-8 ends the connection, as the protocol wants it: now and then only, or little else would be tried.</summary>
    private byte[] Valid(byte[] text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text))
            return text;

        if (_dice.Next(20) != 0)
            return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));

        _isNoText = true;
        return text;
    }

    private byte[] List()
    {
        var parts = Enumerable.Range(0, _dice.Next(6)).Select(_ => Encoding.UTF8.GetString(One(isWhole: true).Json));
        return Encoding.UTF8.GetBytes("[" + string.Join(',', parts) + "]");
    }

    /// <summary>One request; one that will not be cut or changed any more is remembered, and has to be answered once.</summary>
    private (byte[] Json, bool IsSound) One(bool isWhole = false)
    {
        var operation = _maker!.Operation();
        for (var tries = 0; tries < 6 && !operation.Roles.Contains(_role, StringComparer.Ordinal); tries++)
        {
            operation = _maker.Operation();
        }

        var request = _maker.Sound(operation);
        // A list is read as a whole: one member that is nested too deeply refuses all of it, without ids.
        var kind = isWhole ? 9 : _dice.Next(10);
        if (kind < 3)
            _damage!.Shape(request);

        var isSound = kind != 3;
        var id = isSound ? $"r-{_next++}" : $"d-{_next++}";
        if (isSound)
            _asked[id] = operation.Name;

        return (Encoding.UTF8.GetBytes(Request(operation.Name, request, id)), isSound);
    }

    private string Request(string method, JsonObject parameters, string? id)
    {
        var request = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        if (_dice.Next(10) == 0)
            request["idempotency_key"] = "k" + _dice.Next(500);

        return request.ToJsonString();
    }

    private string Subscription()
    {
        var names = Enumerable.Range(0, 1 + _dice.Next(3)).Select(_ => Channels[_dice.Next(Channels.Length)]).ToList();
        var channels = names.Select(name => $"\"{name}\"");
        // A subscription that is made anew begins where it is asked to.
        _restarted.UnionWith(names);
        var from = _dice.Next(3) == 0 ? $",\"from\":{Froms[_dice.Next(Froms.Length)]}" : "";
        var method = _dice.Next(3) == 0 ? "unsubscribe" : "subscribe";
        return $$$"""{"id":{{{_next++}}},"method":"{{{method}}}","params":{"channels":[{{{string.Join(',', channels)}}}]{{{from}}}}}""";
    }

    private string Strange() =>
        _dice.Next(10) switch
        {
            0 => """{"id":1,"method":"orders.plaice","params":{}}""",
            1 => """{"id":1e999,"method":"ping"}""",
            2 => """{"id":{},"method":"ping"}""",
            3 => """{"id":1,"id":2,"method":"ping"}""",
            4 => """{"id":1,"method":"authenticate","params":{"key":"x"}}""",
            5 => """{"jsonrpc":"1.0","id":1,"method":"ping"}""",
            6 => new string('[', _dice.Next(1, 30_000)),
            7 => "{\"id\":1,\"method\":\"" + new string('m', _dice.Next(1, 30_000)) + "\"}",
            8 => "",
            _ => " \t\r\n[[],1,null,\"x\",{}]",
        };
}
