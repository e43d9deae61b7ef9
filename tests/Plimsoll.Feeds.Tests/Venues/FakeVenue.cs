using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Feeds.Tests.Venues;

/// <summary>A server on this machine that speaks as a venue does, over real sockets, as well or as badly as a test wants.</summary>
public sealed class FakeVenue : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _connections;

    private FakeVenue(WebApplication server)
    {
        _server = server;
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new(address);
        WebSocket = new UriBuilder(Http) { Scheme = "ws" }.Uri;
    }

    public Uri Http { get; }

    public Uri WebSocket { get; }

    /// <summary>How many WebSocket connections were accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>A venue that talks over WebSocket; <paramref name="talk"/> is one connection's script, with its number from 1.</summary>
    public static async Task<FakeVenue> TalkAsync(Func<FakeTalk, int, Task> talk)
    {
        FakeVenue? venue = null;
        venue = await ServeAsync(async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var number = Interlocked.Increment(ref venue!._connections);
            var fake = new FakeTalk(socket, context);
            try
            {
                await talk(fake, number);
            }
            catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or IOException or OperationCanceledException)
            {
                // The client left, as clients do.
            }
        });
        return venue;
    }

    /// <summary>A venue that answers HTTP requests.</summary>
    public static async Task<FakeVenue> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromMilliseconds(50));
        var server = builder.Build();
        server.UseWebSockets();
        server.Run(answer);
        await server.StartAsync();
        return new(server);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
