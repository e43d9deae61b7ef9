using System.Globalization;
using System.Net.WebSockets;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Why a connection ends: what the close frame says. Numbers from 4000 on are the server's own, never reused.</summary>
/// <param name="Code">The status.</param>
/// <param name="Reason">For people, at most 123 bytes.</param>
/// <param name="IsFlushed">Whether what waits is sent before.</param>
internal sealed record SocketEnd(int Code, string Reason, bool IsFlushed = true)
{
    /// <summary>The number for a slow consumer.</summary>
    public const int SlowCode = 4003;

    public static SocketEnd Normal { get; } = new((int)WebSocketCloseStatus.NormalClosure, "");

    public static SocketEnd Stopping { get; } = new((int)WebSocketCloseStatus.EndpointUnavailable, "the server stops; connect again");

    public static SocketEnd NotAuthenticated { get; } = new(4001, "no key came in time; send authenticate as the first message");

    public static SocketEnd Revoked { get; } = new(4002, "the key was revoked");

    public static SocketEnd Slow { get; } = new(SlowCode, "slow consumer", IsFlushed: false);

    public static SocketEnd TooManyFailures { get; } = new(4004, "too many failed authentications");

    public static SocketEnd TooLarge(int limit) =>
        new(
            (int)WebSocketCloseStatus.MessageTooBig,
            string.Create(CultureInfo.InvariantCulture, $"a message is larger than {limit} bytes")
        );

    /// <summary>With the last record that was told, so that the client knows where to go on.</summary>
    public string Text(long lastSequence) =>
        Code == SlowCode ? string.Create(CultureInfo.InvariantCulture, $"{Reason}; last sequence {lastSequence}") : Reason;
}
