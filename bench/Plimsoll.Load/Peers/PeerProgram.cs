using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Load.Peers;

/// <summary>What the server is measured beside, in a process of its own: an echo over TCP, one over WebSocket, and a minimal API that does nothing but read and write JSON.</summary>
internal static class PeerProgram
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Says its two ports in a line, and works until it is killed.</summary>
    /// <param name="answer">What the API answers, as JSON.</param>
    /// <param name="echoed">Bytes of an echo's answer.</param>
    public static async Task RunAsync(string answer, int echoed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        new Thread(() => Accept(listener, echoed)) { IsBackground = true }.Start();
        await using var app = Build(answer, echoed);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Console.WriteLine($"{((IPEndPoint)listener.LocalEndpoint).Port} {new Uri(address).Port}");
        await Task.Delay(Timeout.Infinite);
    }

    private static WebApplication Build(string answer, int echoed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // As the server's.
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        var app = builder.Build();
        app.UseWebSockets();
        var given = JsonSerializer.Deserialize<PeerAnswer>(answer, Names)!;
        app.MapPost("/orders/check", (PeerOrder order) => given with { Accepted = order.Account.Length > 0 });
        app.MapGet("/ws", context => EchoAsync(context, echoed));
        return app;
    }

    private static void Accept(TcpListener listener, int echoed)
    {
        while (true)
        {
            var socket = listener.AcceptSocket();
            socket.NoDelay = true;
            new Thread(() => Echo(socket, echoed)) { IsBackground = true }.Start();
        }
    }

    private static void Echo(Socket socket, int echoed)
    {
        var (incoming, outgoing) = (new byte[4 << 10], new byte[echoed]);
        try
        {
            while (socket.Receive(incoming) > 0)
            {
                socket.Send(outgoing);
            }
        }
        catch (SocketException)
        {
            // The asker is gone.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private static async Task EchoAsync(HttpContext context, int echoed)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        // A frame's head has two bytes, from 126 bytes on four.
        var (incoming, outgoing) = (new byte[4 << 10], new byte[echoed - (echoed < 128 ? 2 : 4)]);
        Array.Fill(outgoing, (byte)' ');
        try
        {
            while ((await socket.ReceiveAsync(incoming.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
                await socket.SendAsync(outgoing.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (WebSocketException)
        {
            // The asker is gone.
        }
    }
}
