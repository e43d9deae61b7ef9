using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Plimsoll.Server.Tests.Hosting;

/// <summary>The server's end of a WebSocket whose frames go on with the thread that brings them.</summary>
internal sealed class FedSocket : WebSocket
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();
    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _isRead = new(0);
    private TaskCompletionSource<byte[]?> _coming = new();

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>A text frame arrives on the caller's thread, once somebody waits for it.</summary>
    public void Feed(string text) => Bring(Encoding.UTF8.GetBytes(text));

    /// <summary>The close frame arrives.</summary>
    public void End() => Bring(null);

    /// <summary>What was sent next.</summary>
    public async Task<string> Sent()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _sent.Reader.ReadAsync(patience.Token);
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Task<byte[]?> coming;
        lock (_turn)
        {
            coming = _coming.Task;
        }

        _isRead.Release();
        var frame = await coming.ConfigureAwait(false);
        frame?.CopyTo(buffer);
        return new(frame?.Length ?? 0, frame is null ? WebSocketMessageType.Close : WebSocketMessageType.Text, endOfMessage: true);
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer,
        WebSocketMessageType messageType,
        bool endOfMessage,
        CancellationToken cancellationToken
    )
    {
        _sent.Writer.TryWrite(Encoding.UTF8.GetString(buffer));
        return Task.CompletedTask;
    }

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus,
        string? statusDescription,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Abort() { }

    public override void Dispose() => _isRead.Dispose();

    private void Bring(byte[]? frame)
    {
        if (!_isRead.Wait(Patience))
            throw new TimeoutException("Nobody reads.");

        TaskCompletionSource<byte[]?> coming;
        lock (_turn)
        {
            (coming, _coming) = (_coming, new());
        }

        coming.SetResult(frame);
    }
}
