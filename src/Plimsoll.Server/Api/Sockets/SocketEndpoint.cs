using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Api.Rest;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>The address of the WebSocket.</summary>
internal static class SocketEndpoint
{
    public const string Path = RestEndpoints.Prefix + "/ws";

    /// <summary>Lets answers of one connection go out together: to be called before <c>UseWebSockets</c>.</summary>
    public static void UseCorkedSockets(this IApplicationBuilder app) =>
        app.Use(
            static (context, next) =>
            {
                if (context.Request.Path == Path)
                    CorkedUpgrade.Put(context.Features);

                return next(context);
            }
        );

    /// <summary>Without a key it is open: the key may come as the first message.</summary>
    public static void MapSockets(this IEndpointRouteBuilder routes, VenueApi api, SocketTimes times)
    {
        var provider = routes.ServiceProvider;
        var stopping = provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var services = new SocketServices(
            api,
            new EventBell(api.Host.Events, api.Keys),
            provider.GetRequiredService<ApiKeyAuthenticator>(),
            provider.GetRequiredService<FailureLimiter>(),
            provider.GetRequiredService<KeyRateLimits>(),
            provider.GetRequiredService<PlimsollMeter>(),
            times,
            new(api.Settings.Limits.Connections),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Plimsoll.Server.Sockets")
        );
        stopping.Register(services.Bell.Dispose);
        // Over HTTP/2 a handshake is a CONNECT.
        routes.MapMethods(Path, ["GET", "CONNECT"], context => RunAsync(context, services, stopping)).AllowAnonymous().WithName("ws");
    }

    private static async Task RunAsync(HttpContext context, SocketServices services, CancellationToken stopping)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw new ProblemException(
                new(ProblemCode.BadRequest) { Detail = "expected a WebSocket handshake.", Advice = "Connect with a WebSocket client." }
            );

        var known = await context.AuthenticateAsync(ApiKeyDefaults.Scheme);
        if (known.Failure is not null)
        {
            await context.ChallengeAsync(ApiKeyDefaults.Scheme);
            return;
        }

        // Before the handshake is answered: what is refused after it has no problem that could be read.
        var key = known.Principal?.ApiKey(services.Api.Keys);
        using var place = services.Places.Take(key);
        // A consumer that stands still is dropped with a reason; the platform would cut it off without one.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;

        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = services.Times.Silence / 2, KeepAliveTimeout = services.Times.Silence / 2 }
        );
        var client = new SocketClient(
            key?.Id,
            place,
            context.Connection.RemoteIpAddress,
            Loopback.IsDirect(context),
            ProblemWriter.TraceId(context),
            UnprovenConnection.Of(context)
        );
        await using var connection = new SocketConnection(services, socket, context.Features.Get<CorkedUpgrade>()!.Stream!, client);
        await connection.RunAsync(stopping);
    }
}
