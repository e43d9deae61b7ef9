using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Feeds.Tests.Venues;

/// <summary>The venue's side of one WebSocket connection.</summary>
public sealed class FakeTalk(WebSocket socket, HttpContext context)
{
    /// <summary>Ends when the client has gone.</summary>
    public CancellationToken Gone => context.RequestAborted;

    public HttpContext Context => context;

    public Task SayAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Gone);

    public Task SayAsync(byte[] bytes) => socket.SendAsync(bytes, WebSocketMessageType.Binary, true, Gone);

    /// <summary>A message in as many frames as it has bytes.</summary>
    public async Task SayInPiecesAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            await socket.SendAsync(bytes.AsMemory(i, 1), WebSocketMessageType.Text, i == bytes.Length - 1, Gone);
        }
    }

    /// <summary>The next message of the client.</summary>
    public async Task<string> HearAsync()
    {
        var (buffer, length) = (new byte[65_536], 0);
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), Gone);
            length += part.Count;
            if (part.MessageType is WebSocketMessageType.Close)
            {
                throw new OperationCanceledException("The client closed.");
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }

    public Task CloseAsync(string reason) => socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, reason, Gone);

    /// <summary>Cuts the connection without a word.</summary>
    public void Cut() => context.Abort();

    /// <summary>Hears on and says nothing, until the client has gone.</summary>
    public async Task StayAsync()
    {
        while (true)
        {
            await HearAsync();
        }
    }
}
