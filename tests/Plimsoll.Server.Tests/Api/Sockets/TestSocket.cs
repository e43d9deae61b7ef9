using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>A client that talks to a server over a real socket. Every wait is bounded.</summary>
internal sealed class TestSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonNode> _notices = Channel.CreateUnbounded<JsonNode>();
    private readonly Channel<JsonNode> _answers = Channel.CreateUnbounded<JsonNode>();
    private Task _reading = Task.CompletedTask;
    private int _next;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<TestSocket> ConnectAsync(ServerWorld world, string? key, bool reads = true)
    {
        var socket = new TestSocket();
        if (key is not null)
            socket._socket.Options.SetRequestHeader("Authorization", "Bearer " + key);

        var address = new UriBuilder(new Uri(world.Server.Addresses[0], "api/v1/ws")) { Scheme = "ws" };
        await socket._socket.ConnectAsync(address.Uri, Token());
        if (reads)
            socket.Read();

        return socket;
    }

    /// <summary>Begins to read.</summary>
    public void Read() => _reading = Task.Run(ReadAsync);

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task Send(byte[] bytes, WebSocketMessageType type) => _socket.SendAsync(bytes, type, true, Token());

    /// <summary>Asks, and gives the answer of the same id.</summary>
    public async Task<JsonNode> Ask(string method, string parameters = "{}")
    {
        var id = ++_next;
        await Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        var answer = await Answer();
        Assert.Equal(id, (int)answer["id"]!);
        return answer;
    }

    /// <summary>Asks, and gives the result.</summary>
    public async Task<JsonNode> Ok(string method, string parameters = "{}")
    {
        var answer = await Ask(method, parameters);
        Assert.True(answer["error"] is null, answer.ToJsonString());
        return answer["result"]!;
    }

    /// <summary>The next answer.</summary>
    public async Task<JsonNode> Answer() => await _answers.Reader.ReadAsync(Token());

    /// <summary>The next message that nobody asked for.</summary>
    public async Task<JsonNode> Notice() => await _notices.Reader.ReadAsync(Token());

    /// <summary>The next message that nobody asked for, of a method.</summary>
    public async Task<JsonNode> Notice(string method, Func<JsonNode, bool>? isMeant = null)
    {
        while (true)
        {
            var notice = await _notices.Reader.ReadAsync(Token());
            if ((string)notice["method"]! == method && isMeant?.Invoke(notice["params"]!) != false)
                return notice["params"]!;
        }
    }

    /// <summary>Waits until the server has ended it.</summary>
    public async Task<int> Closed()
    {
        await _reading.WaitAsync(Patience);
        return (int?)_socket.CloseStatus ?? 0;
    }

    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        await _reading.WaitAsync(Patience);
    }

    private static CancellationToken Token() => new CancellationTokenSource(Patience).Token;

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (true)
            {
                var count = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(count), CancellationToken.None);
                    count += part.Count;
                } while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token());
                    break;
                }

                var message = JsonNode.Parse(buffer.AsSpan(0, count))!;
                await (message["method"] is null ? _answers : _notices).Writer.WriteAsync(message);
            }
        }
        catch (Exception cause) when (cause is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is gone.
        }

        _answers.Writer.TryComplete();
        _notices.Writer.TryComplete();
    }
}
