using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Fuzz.Requests;
using Plimsoll.Fuzz.Venue;

namespace Plimsoll.Fuzz.Wire;

/// <summary>Raw HTTP over sockets: pipelined requests of every operation, sound and damaged, and at the end of a connection bytes that are hardly HTTP.</summary>
internal sealed class HttpFuzzer(FuzzVenue venue, Tally tally, int seed) : IVenueClient
{
    private const int Group = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Strange =
    [
        "Content-Length: 5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Expect: 100-continue\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\n",
        "Upgrade: h2c\r\nHTTP2-Settings: AAA\r\nConnection: Upgrade, HTTP2-Settings\r\n",
        "Content-Encoding: gzip\r\n",
        "X-Plimsoll-Key: a\r\nX-Plimsoll-Timestamp: 99999999999999999999\r\nX-Plimsoll-Nonce: x\r\nX-Plimsoll-Signature: zz\r\n",
        "Host: a\r\nHost: b\r\n",
        "\0: x\r\n",
        " HTTP/9.9\r\n",
        "%00",
        "%2F..%2F",
        "?limit=1&limit=2",
        "?",
        "#",
        "*",
    ];

    private readonly Random _dice = new(seed);
    private readonly Vocabulary _words = new(new(seed + 1));
    private RequestMaker? _maker;
    private Damage? _damage;
    private byte[] _sent = [];

    public ReadOnlyMemory<byte> LastSent => _sent;

    public async Task<string?> RunAsync()
    {
        _maker ??= new(venue.Book, _words, _dice);
        _damage ??= new(_dice);
        var operations = new List<string?>();
        using var buffer = new MemoryStream();
        for (var i = 0; i < Group; i++)
        {
            var operation = _maker.Operation();
            operations.Add(operation.Name);
            buffer.Write(Framed(operation));
        }

        for (var raw = _dice.Next(3); raw > 0; raw--)
        {
            operations.Add(null);
            buffer.Write(Raw(Framed(_maker.Operation())));
        }

        _sent = buffer.ToArray();
        return await ExchangeAsync(operations);
    }

    public ValueTask DisposeAsync() => default;

    private async Task<string?> ExchangeAsync(List<string?> operations)
    {
        using var client = new TcpClient { NoDelay = true, LingerState = new(true, 0) };
        using var limit = new CancellationTokenSource(Patience);
        await client.ConnectAsync(venue.Address.Host, venue.Address.Port, limit.Token);
        var answers = new HttpAnswers(client.GetStream());
        var sending = SendAsync(client, limit.Token);
        var count = 0;
        try
        {
            while (await answers.NextAsync(limit.Token) is { } answer)
            {
                var operation = count < operations.Count ? operations[count] : null;
                count++;
                if (count == Group)
                    Shut(client);

                tally.Count(
                    answer.Problem ?? (answer.Status < 300 ? "ok" : answer.Status.ToString(CultureInfo.InvariantCulture)),
                    operation
                );
                if (answer.Id is { } id)
                    _words.Learn(id);

                if (answer.Key is { } key)
                    _words.LearnKey(key);

                // 503 is "busy" or "stopping", 505 an answer to another version of HTTP.
                if (answer.Status is 500 or 502 or 504 || answer.Status > 505)
                    return $"{operation ?? "raw bytes"}: the server answered {answer.Status}: {answer.Body}";
            }
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            // Closed by the server, as bytes that are no HTTP deserve.
        }
        catch (OperationCanceledException)
        {
            return $"no answer in {Patience.TotalSeconds:F0} s, {count} of {operations.Count} answered";
        }

        await sending;
        // What follows a request that ends the connection is never looked at: it counts as no case.
        if (count < Group)
            tally.Note("connection ended early");

        return null;
    }

    private async Task SendAsync(TcpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.GetStream().WriteAsync(_sent, cancellation);
        }
        catch (Exception cause) when (cause is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server has closed before.
        }
    }

    /// <summary>A request that never ends is ended by closing this side: then the server has to answer or to close.</summary>
    private static void Shut(TcpClient client)
    {
        try
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has closed before.
        }
    }

    private byte[] Framed(Operation operation)
    {
        var request = _maker!.Sound(operation);
        var kind = _dice.Next(10);
        if (kind < 3)
            _damage!.Shape(request);

        var (path, query) = (operation.Path, new StringBuilder());
        foreach (var member in operation.Members.Where(each => each.Place != MemberPlace.Body))
        {
            if (!request.TryGetPropertyValue(member.Name, out var value) && member.Place == MemberPlace.Query)
                continue;

            request.Remove(member.Name);
            var text = Uri.EscapeDataString(TextOf(value));
            if (member.Place == MemberPlace.Path)
                path = path.Replace($"{{{member.Name}}}", text, StringComparison.Ordinal);
            else
                query.Append(query.Length == 0 ? '?' : '&').Append(member.Name).Append('=').Append(text);
        }

        var body = operation.Method is "GET" or "DELETE" ? [] : Encoding.UTF8.GetBytes(request.ToJsonString());
        if (kind == 3 && body.Length > 0)
            body = _damage!.Text(body);

        var head = new StringBuilder($"{operation.Method} {path}{query} HTTP/1.1\r\nHost: localhost\r\n");
        if (venue.KeyFor(operation, _dice) is { } key)
            head.Append("Authorization: Bearer ").Append(key).Append("\r\n");

        if (_dice.Next(10) == 0)
            head.Append("Idempotency-Key: ").Append(_dice.Next(20) == 0 ? "ä b" : "k" + _dice.Next(500)).Append("\r\n");

        if (body.Length > 0)
            head.Append(_dice.Next(50) == 0 ? "Content-Type: text/plain\r\n" : "Content-Type: application/json\r\n");

        if (body.Length > 0 && _dice.Next(20) == 0)
            return [.. Encoding.Latin1.GetBytes(head + "Transfer-Encoding: chunked\r\n\r\n"), .. Chunks(body)];

        return [.. Encoding.Latin1.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n"), .. body];
    }

    private IEnumerable<byte> Chunks(byte[] body)
    {
        for (var at = 0; at < body.Length; )
        {
            var length = Math.Min(body.Length - at, 1 + _dice.Next(60));
            foreach (var each in Encoding.ASCII.GetBytes($"{length:x}\r\n"))
                yield return each;

            for (var end = at + length; at < end; at++)
                yield return body[at];

            yield return (byte)'\r';
            yield return (byte)'\n';
        }

        foreach (var each in "0\r\n\r\n"u8.ToArray())
            yield return each;
    }

    /// <summary>Bytes changed anywhere, head included.</summary>
    private byte[] Raw(byte[] request)
    {
        for (var changes = 1 + _dice.Next(3); changes > 0; changes--)
        {
            var at = _dice.Next(request.Length + 1);
            var until = at + _dice.Next(Math.Min(20, request.Length - at + 1));
            request = _dice.Next(4) switch
            {
                0 => [.. request[..at], .. Encoding.Latin1.GetBytes(Strange[_dice.Next(Strange.Length)]), .. request[at..]],
                1 => [.. request[..at], .. request[until..]],
                2 => [.. request[..at], (byte)_dice.Next(256), .. request[at..]],
                _ => Line(request),
            };
        }

        return request;
    }

    /// <summary>Another line in the head.</summary>
    private byte[] Line(byte[] request)
    {
        var end = request.AsSpan().IndexOf("\r\n"u8) + 2;
        return end < 2 ? request : [.. request[..end], .. Encoding.Latin1.GetBytes(Strange[_dice.Next(Strange.Length)]), .. request[end..]];
    }

    private static string TextOf(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonArray list => string.Join(',', list.Select(TextOf)),
            JsonValue text when text.TryGetValue<string>(out var plain) => plain,
            _ => value.ToJsonString(),
        };
}
