using Microsoft.Extensions.Logging;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>What all connections share.</summary>
/// <param name="Api">What is asked.</param>
/// <param name="Bell">Rings when there are events.</param>
/// <param name="Authenticator">Knows keys.</param>
/// <param name="Failures">Counts failed authentications.</param>
/// <param name="Rates">Requests of each key.</param>
/// <param name="Meter">Counts messages and drops.</param>
/// <param name="Times">How long to wait for what.</param>
/// <param name="Places">Counts open connections.</param>
/// <param name="Log">Where faults go.</param>
internal sealed record SocketServices(
    VenueApi Api,
    EventBell Bell,
    ApiKeyAuthenticator Authenticator,
    FailureLimiter Failures,
    KeyRateLimits Rates,
    PlimsollMeter Meter,
    SocketTimes Times,
    SocketPlaces Places,
    ILogger Log
);
