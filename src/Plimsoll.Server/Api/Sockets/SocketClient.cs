using System.Net;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Who is at the other end.</summary>
/// <param name="KeyId">The key of the handshake; null when it had none.</param>
/// <param name="Place">Its place among open connections.</param>
/// <param name="Address">Where it comes from.</param>
/// <param name="IsLoopback">Whether from this machine, through no proxy.</param>
/// <param name="TraceId">Under which the log knows it.</param>
/// <param name="Connection">What its connection counts as until a good key was shown; null where nobody counts.</param>
internal sealed record SocketClient(
    string? KeyId,
    SocketPlace Place,
    IPAddress? Address,
    bool IsLoopback,
    string TraceId,
    UnprovenConnection? Connection
);
