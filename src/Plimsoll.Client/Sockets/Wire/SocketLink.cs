using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Plimsoll.Client;

/// <summary>One connection from its handshake to its end. Sends what is posted in that order, and hands on what comes.</summary>
internal sealed class SocketLink : IDisposable
{
    private const int LeastBuffer = 16 << 10;

    private readonly ClientWebSocket _socket = new();
    private readonly PlimsollSocketOptions _options;
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true });

    private SocketLink(PlimsollSocketOptions options) => _options = options;

    /// <summary>Makes a connection.</summary>
    /// <exception cref="PlimsollException">The server does not take the key.</exception>
    /// <exception cref="PlimsollConnectionException">It cannot be made now.</exception>
    public static async Task<SocketLink> OpenAsync(PlimsollSocketOptions options, CancellationToken cancellation)
    {
        var link = new SocketLink(options);
        try
        {
            await link.ConnectAsync(cancellation).ConfigureAwait(false);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Sends a message after those posted before.</summary>
    public void Post(ReadOnlyMemory<byte> message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Says goodbye after what is posted; the server's own goodbye ends the connection.</summary>
    public void Close() => _outgoing.Writer.TryComplete();

    /// <summary>Works until the connection ends.</summary>
    /// <param name="take">Takes each message; a <see cref="JsonException"/> of it ends the connection.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>How it ended.</returns>
    public async Task<LinkEnd> RunAsync(Action<ReadOnlyMemory<byte>> take, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(_options.Silence, _options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        var writing = WriteAsync(both.Token);
        try
        {
            return await ReadAsync(take, silence, both.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (silence.IsCancellationRequested && cause is OperationCanceledException or WebSocketException)
        {
            return new(0, $"silent for {_options.Silence}", null);
        }
        catch (Exception cause) when (cause is WebSocketException or OperationCanceledException)
        {
            return new(0, "the connection was cut", cause);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return new(0, "a message that cannot be read", cause);
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            _socket.Abort();
            await writing.ConfigureAwait(false);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var at = new Uri(_options.Address, "api/v1/ws");
        var address = new UriBuilder(at) { Scheme = at.Scheme is "https" or "wss" ? "wss" : "ws" }.Uri;
        foreach (var (name, value) in _options.Key.HeadersFor("GET", address.PathAndQuery, default, null, _options.Clock))
        {
            _socket.Options.SetRequestHeader(name, value);
        }

        _socket.Options.CollectHttpResponseDetails = true;
        _options.Configure?.Invoke(_socket.Options);
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, _options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _socket.ConnectAsync(address, both.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is WebSocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();

            // 429 here is for too many failures; the rest of the class is about the key or the address, and waiting mends neither.
            if ((int)_socket.HttpStatusCode is var status and >= 400 and < 500 and not 408 and not 429)
                throw new PlimsollException("ws", HandshakeProblem(status));

            throw new PlimsollConnectionException($"{address} cannot be reached.", mayHaveHappened: false, cause);
        }
    }

    /// <summary>The platform keeps the status of a refused handshake and not its body.</summary>
    private static Problem HandshakeProblem(int status) =>
        status is 401 or 403
            ? Refusals.Of(status, Refusals.BadCredentials, "bad_credentials", "The key is not good.", "Check the key.")
            : Refusals.Of(status, 0, $"http_{status}", "The handshake was refused.", "Check the address.");

    private async Task<LinkEnd> ReadAsync(
        Action<ReadOnlyMemory<byte>> take,
        CancellationTokenSource silence,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[LeastBuffer];
        var count = 0;
        while (true)
        {
            if (count == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, _options.MessageMax));

            var part = await _socket.ReceiveAsync(buffer.AsMemory(count), cancellation).ConfigureAwait(false);
            silence.CancelAfter(_options.Silence);
            if (part.MessageType == WebSocketMessageType.Close)
                return await GoodbyeAsync(cancellation).ConfigureAwait(false);

            count += part.Count;
            if (part.EndOfMessage)
            {
                if (part.MessageType != WebSocketMessageType.Text)
                    throw new JsonException("Expected text, found a binary message.");

                take(buffer.AsMemory(0, count));
                count = 0;
            }
            else if (count >= _options.MessageMax)
            {
                throw new JsonException($"Expected at most {_options.MessageMax} bytes.");
            }
        }
    }

    private async Task<LinkEnd> GoodbyeAsync(CancellationToken cancellation)
    {
        var end = new LinkEnd((int)_socket.CloseStatus.GetValueOrDefault(), _socket.CloseStatusDescription ?? "", null);
        try
        {
            if (_socket.State == WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is WebSocketException or OperationCanceledException)
        {
            // The server did not wait; why it went is known.
        }

        return end;
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation).ConfigureAwait(false);
            }

            if (_socket.State == WebSocketState.Open)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation).ConfigureAwait(false);
        }
        catch (Exception cause)
            when (cause is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever reads learns of it too.
            _socket.Abort();
        }
    }
}
