namespace Plimsoll.Server.Api.Sockets;

/// <summary>How long connections wait for what.</summary>
internal sealed record SocketTimes
{
    public static SocketTimes Default { get; } = new();

    /// <summary>What heartbeats and margins go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a connection may be without a key.</summary>
    public TimeSpan Authenticate { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it is told that the server is there.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may leave a ping unanswered.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a full queue may stand still, or what is being sent, before its consumer counts as slow.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a client that is dropped has to read why.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often margins of a subscribed account are told at most.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromMilliseconds(500);
}
