using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Feeds.Connections;

/// <summary>Asks several JSON-RPC providers the same question again and again; what one round of answers brings is a message.</summary>
/// <remarks>
/// The message is <c>{"answers":[{"provider":"host","status":200,"body":"…"},{"provider":"host","error":"…"}]}</c>. A provider that fails is left alone for
/// a while, longer after each failure and no shorter than it asks, while the others go on; when none gives an answer, the connection has ended.
/// </remarks>
/// <param name="client">Makes the requests; its own time limit has to be endless.</param>
/// <param name="clock">When to ask.</param>
/// <param name="jitter">Numbers from 0 to below 1.</param>
public sealed class JsonRpcConnector(HttpClient client, TimeProvider clock, Func<double> jitter) : IFeedConnector
{
    /// <inheritdoc/>
    /// <remarks>Nothing is sent yet: the first question goes out with the first wait for a message.</remarks>
    public Task<IFeedConnection> ConnectAsync(Uri address, FeedSource source, CancellationToken cancellation)
    {
        var limits = source.Limits ?? new FeedLimits();
        return Task.FromResult<IFeedConnection>(
            new Connection(
                client,
                clock,
                source,
                limits,
                [.. source.Endpoints.Select(endpoint => new Provider(endpoint, new(limits, jitter)))]
            )
        );
    }

    private sealed class Provider(Uri endpoint, Backoff backoff)
    {
        private long _restUntil = long.MinValue;

        public Uri Endpoint { get; } = endpoint;

        /// <summary>Two providers may share a host, so the port stands with it; a path may hold a key and is not shown.</summary>
        public string Name { get; } = endpoint.IsDefaultPort ? endpoint.Host : $"{endpoint.Host}:{endpoint.Port}";

        public bool Rests(TimeProvider clock) => clock.GetTimestamp() < _restUntil;

        public void Succeeded() => backoff.Succeeded();

        public void Failed(TimeProvider clock, TimeSpan? asked) =>
            _restUntil = clock.GetTimestamp() + (long)(backoff.Next(asked).TotalSeconds * clock.TimestampFrequency);
    }

    private sealed record Answer(string Provider, int Status, string? Body, FeedConnectionException? Fault);

    private sealed class Connection(
        HttpClient client,
        TimeProvider clock,
        FeedSource source,
        FeedLimits limits,
        IReadOnlyList<Provider> providers
    ) : IFeedConnection
    {
        private string? _question;
        private bool _hasAsked;

        public ValueTask SendAsync(string message, CancellationToken cancellation)
        {
            _question = message;
            return ValueTask.CompletedTask;
        }

        public async ValueTask ReceiveAsync(MessageBuffer buffer, CancellationToken cancellation)
        {
            if (_hasAsked)
            {
                await Task.Delay(limits.PollEvery, clock, cancellation).ConfigureAwait(false);
            }

            _hasAsked = true;
            var answers = await Task.WhenAll(providers.Select(provider => AskAsync(provider, cancellation))).ConfigureAwait(false);
            if (Array.TrueForAll(answers, answer => answer.Body is null))
            {
                var fault = answers.Select(answer => answer.Fault).FirstOrDefault(fault => fault is not null);
                throw fault ?? new FeedConnectionException(FeedProblem.Unreachable, "every provider rests after its failure");
            }

            buffer.Clear();
            buffer.Add(Message(answers));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task<Answer> AskAsync(Provider provider, CancellationToken cancellation)
        {
            if (provider.Rests(clock))
            {
                return new(provider.Name, 0, null, null);
            }

            using var limit = new CancellationTokenSource(limits.ConnectMax, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
            try
            {
                var body = await PostAsync(provider.Endpoint, either.Token).ConfigureAwait(false);
                provider.Succeeded();
                return new(provider.Name, 200, body, null);
            }
            catch (FeedConnectionException fault)
            {
                provider.Failed(clock, fault.RetryAfter);
                return new(provider.Name, 0, null, fault);
            }
            catch (Exception e) when (ConnectionFaults.Is(e))
            {
                provider.Failed(clock, asked: null);
                return new(provider.Name, 0, null, ConnectionFaults.Of(e, isOpen: false));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                provider.Failed(clock, asked: null);
                return new(provider.Name, 0, null, new(FeedProblem.ConnectTimeout, $"no answer within {limits.ConnectMax.TotalSeconds} s"));
            }
        }

        private async Task<string> PostAsync(Uri endpoint, CancellationToken cancellation)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
            request.Content = new StringContent(_question ?? "[]", Encoding.UTF8, "application/json");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (providers.Count == 1 && source.AccessToken is { } token)
            {
                request.Headers.Authorization = new("Bearer", token);
            }

            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
                .ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw ConnectionFaults.Of(response.StatusCode, ConnectionFaults.RetryAfter(response.Headers.RetryAfter, clock));
            }

            var body = new MessageBuffer(limits.MessageBytesMax);
            var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(body.Room(), cancellation).ConfigureAwait(false) is > 0 and var count)
                {
                    body.Wrote(count);
                }
            }

            return Encoding.UTF8.GetString(body.Message);
        }

        private static byte[] Message(Answer[] answers)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteStartArray("answers");
                foreach (var answer in answers)
                {
                    json.WriteStartObject();
                    json.WriteString("provider", answer.Provider);
                    if (answer.Body is { } body)
                    {
                        json.WriteNumber("status", answer.Status);
                        json.WriteString("body", body);
                    }
                    else
                    {
                        json.WriteString("error", answer.Fault?.Detail ?? "rests after its failure");
                    }

                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            return stream.ToArray();
        }
    }
}
