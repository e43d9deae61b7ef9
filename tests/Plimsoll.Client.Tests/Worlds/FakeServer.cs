using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Client.Tests.Worlds;

/// <summary>Something at a server's address that says what a test tells it to.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>What a handshake is refused with; 0 to take it.</summary>
    public int HandshakeStatus { get; set; }

    /// <summary>Connections over WebSocket as they come.</summary>
    public Channel<FakeConnection> Connections { get; } = Channel.CreateUnbounded<FakeConnection>();

    /// <summary>Starts one.</summary>
    /// <param name="rest">Answers requests that are no handshake.</param>
    /// <param name="handshakeStatus">What a handshake is refused with; 0 to take it.</param>
    public static async Task<FakeServer> StartAsync(RequestDelegate? rest = null, int handshakeStatus = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new FakeServer(app) { HandshakeStatus = handshakeStatus };
        app.UseWebSockets();
        app.Run(context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
                return rest!(context);

            if (server.HandshakeStatus == 0)
                return server.AcceptAsync(context);

            context.Response.StatusCode = server.HandshakeStatus;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return server;
    }

    public async Task<FakeConnection> NextAsync() => await Connections.Reader.ReadAsync(TestVenue.Soon);

    public PlimsollSocketOptions SocketOptions(TimeProvider? clock = null) =>
        new()
        {
            Address = Address,
            Key = Keys.Some,
            Backoff = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5)),
            Clock = clock ?? TimeProvider.System,
            // It never says goodbye.
            CloseTimeout = TimeSpan.FromMilliseconds(20),
        };

    public async ValueTask DisposeAsync()
    {
        Connections.Writer.TryComplete();
        while (Connections.Reader.TryRead(out var connection))
        {
            connection.End();
        }

        using var once = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
        await _app.StopAsync(once.Token);
        await _app.DisposeAsync();
    }

    private async Task AcceptAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new FakeConnection(socket);
        await Connections.Writer.WriteAsync(connection);
        await connection.Ended.WaitAsync(context.RequestAborted);
    }

    /// <summary>One connection, by hand.</summary>
    internal sealed class FakeConnection(WebSocket socket)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly byte[] _buffer = new byte[1 << 20];

        public Task Ended => _ended.Task;

        /// <summary>The next request.</summary>
        public async Task<JsonNode> ReadAsync()
        {
            var part = await socket.ReceiveAsync(_buffer, TestVenue.Soon);
            Assert.True(part.EndOfMessage);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            return JsonNode.Parse(_buffer.AsSpan(0, part.Count))!;
        }

        public Task SendAsync(string text) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestVenue.Soon);

        /// <summary>Reads a request and answers it with a result.</summary>
        public async Task<JsonNode> AnswerAsync(string result)
        {
            var request = await ReadAsync();
            await SendAsync($$"""{"jsonrpc":"2.0","id":{{request["id"]}},"result":{{result}}}""");
            return request;
        }

        /// <summary>Reads a request and refuses it.</summary>
        public async Task<JsonNode> RefuseAsync(int code, string name)
        {
            var request = await ReadAsync();
            var problem =
                $$"""{"type":"urn:plimsoll:problem:{{name}}","title":"T","status":400,"code":{{code}},"name":"{{name}}","advice":"A","traceId":""}""";
            await SendAsync(
                $$$"""{"jsonrpc":"2.0","id":{{{request["id"]}}},"error":{"code":{{{code}}},"message":"T","data":{{{problem}}}}}"""
            );
            return request;
        }

        /// <summary>Reads a request and refuses it as a server does that did not take it.</summary>
        public async Task<JsonNode> RefuseAsHostAsync(int code)
        {
            var request = await ReadAsync();
            var problem = HostRefusals.Body(code);
            await SendAsync(
                $$$"""{"jsonrpc":"2.0","id":{{{request["id"]}}},"error":{"code":{{{code}}},"message":"T","data":{{{problem}}}}}"""
            );
            return request;
        }

        /// <summary>Ends it with a close frame.</summary>
        public async Task CloseAsync(int code, string reason)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, TestVenue.Soon);
            try
            {
                await socket.ReceiveAsync(_buffer, TestVenue.Soon);
            }
            catch (WebSocketException)
            {
                // The client does not wait.
            }

            _ended.TrySetResult();
        }

        /// <summary>Breaks it.</summary>
        public void End()
        {
            socket.Abort();
            _ended.TrySetResult();
        }
    }
}
