using Microsoft.Extensions.Logging;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Keys that come as a message, under the same rules as those in headers.</summary>
internal sealed class SocketLogin(SocketServices services, SocketClient client)
{
    /// <summary>Looks at a key.</summary>
    /// <returns>The key, or why not, and whether no more is listened to.</returns>
    public (ApiKey? Key, Problem? Problem, bool IsLast) Look(AuthenticateRequest request)
    {
        var result = request.Signature is null ? Bearer(request) : Signed(request);
        if (result.Key is not null)
        {
            client.Connection?.Prove();
            return (result.Key, null, false);
        }

        var problem = result.Problem!;
        if (problem.EffectiveKind.Status is not (401 or 403))
            return (null, problem, false);

        services.Meter.CountFailure(problem.EffectiveKind.Name);
        var wait = services.Failures.Count(client.Address);
        if (wait > 0)
            return (null, new(ProblemCode.TooManyFailures) { RetryAfterSeconds = wait }, true);

        services.Log.LogWarning(
            "Authentication from {Address} over WebSocket failed: {Reason}.",
            client.Address,
            problem.EffectiveKind.Name
        );
        return (null, problem, false);
    }

    private AuthenticationResult Bearer(AuthenticateRequest request) =>
        services.Authenticator.BearerKey(new(new Secret(request.Key), null, client.Address, client.IsLoopback));

    private AuthenticationResult Signed(AuthenticateRequest request)
    {
        var signed = new SignedHeaders(
            request.Key,
            request.Timestamp ?? "",
            request.Nonce ?? "",
            request.Signature ?? "",
            "GET",
            SocketEndpoint.Path
        );
        return services.Authenticator.BeforeBody(signed) is { } early
            ? new(null, early)
            : services.Authenticator.SignedRequest(new(null, signed, client.Address, client.IsLoopback), []);
    }
}
