using System.Net.Http.Headers;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Feeds.Connections;

/// <summary>Streams of server-sent events over HTTP.</summary>
/// <remarks>Source: WHATWG HTML standard, server-sent events.</remarks>
/// <param name="client">Makes the requests; its own time limit has to be endless.</param>
/// <param name="clock">Reads the waits that a server asks for.</param>
public sealed class EventStreamConnector(HttpClient client, TimeProvider clock) : IFeedConnector
{
    /// <inheritdoc/>
    public async Task<IFeedConnection> ConnectAsync(Uri address, FeedSource source, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (source.AccessToken is { } token)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        try
        {
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                using (response)
                {
                    throw ConnectionFaults.Of(response.StatusCode, ConnectionFaults.RetryAfter(response.Headers.RetryAfter, clock));
                }
            }

            if (response.Content.Headers.ContentType?.MediaType is not "text/event-stream")
            {
                using (response)
                {
                    throw new FeedConnectionException(
                        FeedProblem.HttpStatus,
                        $"expected an event stream, found {response.Content.Headers.ContentType?.MediaType ?? "no content type"}"
                    );
                }
            }

            return new Connection(response, await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        }
        catch (Exception e) when (ConnectionFaults.Is(e))
        {
            throw ConnectionFaults.Of(e, isOpen: false);
        }
    }

    private sealed class Connection(HttpResponseMessage response, Stream stream) : IFeedConnection
    {
        private readonly byte[] _read = new byte[16_384];
        private int _at;
        private int _end;

        /// <summary>Nothing can be said to a stream of events.</summary>
        public ValueTask SendAsync(string message, CancellationToken cancellation) => ValueTask.CompletedTask;

        public async ValueTask ReceiveAsync(MessageBuffer buffer, CancellationToken cancellation)
        {
            buffer.Clear();
            var lines = new EventLines(buffer);
            while (true)
            {
                while (_at < _end)
                {
                    if (lines.Take(_read[_at++]))
                    {
                        return;
                    }
                }

                try
                {
                    (_at, _end) = (0, await stream.ReadAsync(_read, cancellation).ConfigureAwait(false));
                }
                catch (Exception e) when (ConnectionFaults.Is(e) || e is ObjectDisposedException)
                {
                    throw ConnectionFaults.Of(e, isOpen: true);
                }

                if (_end == 0)
                {
                    throw new FeedConnectionException(FeedProblem.Closed, "the stream ended");
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            response.Dispose();
        }
    }
}
