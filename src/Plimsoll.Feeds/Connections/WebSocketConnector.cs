using System.Net;
using System.Net.WebSockets;
using System.Text;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Feeds.Connections;

/// <summary>WebSocket connections. No compression is agreed on, so that no small frame becomes a large message.</summary>
public sealed class WebSocketConnector : IFeedConnector
{
    /// <inheritdoc/>
    public async Task<IFeedConnection> ConnectAsync(Uri address, FeedSource source, CancellationToken cancellation)
    {
        var limits = source.Limits ?? new FeedLimits();
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = limits.SilenceMax / 2;
        socket.Options.KeepAliveTimeout = limits.SilenceMax; // a pong that stays away ends a connection of which only one half is left
        socket.Options.CollectHttpResponseDetails = true;
        if (source.AccessToken is { } token)
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        }

        try
        {
            await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
            return new Connection(socket);
        }
        catch (Exception e) when (ConnectionFaults.Is(e))
        {
            var status = socket.HttpStatusCode;
            var wait = RetryAfter(socket);
            socket.Dispose();
            throw status is HttpStatusCode.SwitchingProtocols or default(HttpStatusCode)
                ? ConnectionFaults.Of(e, isOpen: false)
                : ConnectionFaults.Of(status, wait);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static TimeSpan? RetryAfter(ClientWebSocket socket) =>
        socket.HttpResponseHeaders?.TryGetValue("Retry-After", out var values) == true
        && int.TryParse(values.FirstOrDefault(), out var seconds)
        && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private sealed class Connection(ClientWebSocket socket) : IFeedConnection
    {
        private readonly SemaphoreSlim _sending = new(1, 1);

        public async ValueTask SendAsync(string message, CancellationToken cancellation)
        {
            await _sending.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                await socket
                    .SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellation)
                    .ConfigureAwait(false);
            }
            catch (Exception e) when (ConnectionFaults.Is(e) || e is ObjectDisposedException)
            {
                throw ConnectionFaults.Of(e, isOpen: true);
            }
            finally
            {
                _sending.Release();
            }
        }

        public async ValueTask ReceiveAsync(MessageBuffer buffer, CancellationToken cancellation)
        {
            buffer.Clear();
            try
            {
                while (true)
                {
                    var part = await socket.ReceiveAsync(buffer.Room(), cancellation).ConfigureAwait(false);
                    if (part.MessageType is WebSocketMessageType.Close)
                    {
                        throw new FeedConnectionException(
                            FeedProblem.Closed,
                            $"{(int)(socket.CloseStatus ?? WebSocketCloseStatus.Empty)} {socket.CloseStatusDescription}".TrimEnd()
                        );
                    }

                    buffer.Wrote(part.Count);
                    if (part.EndOfMessage)
                    {
                        return;
                    }
                }
            }
            catch (Exception e) when (ConnectionFaults.Is(e) || e is ObjectDisposedException)
            {
                throw ConnectionFaults.Of(e, isOpen: true);
            }
        }

        /// <summary>Drops the connection at once: a polite close would wait for a venue that may be gone.</summary>
        public ValueTask DisposeAsync()
        {
            socket.Abort();
            socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
