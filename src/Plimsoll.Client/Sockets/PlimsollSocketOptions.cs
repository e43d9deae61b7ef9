using System.Net.WebSockets;

namespace Plimsoll.Client;

/// <summary>Where a <see cref="PlimsollSocket"/> connects, as whom, and how patient it is.</summary>
public sealed record PlimsollSocketOptions
{
    /// <summary>The server's address, such as <c>http://127.0.0.1:4100/</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Who asks.</summary>
    public required PlimsollKey Key { get; init; }

    /// <summary>How many requests may be under way; a further one waits for a place.</summary>
    public int InFlightMax { get; init; } = 1_024;

    /// <summary>How many messages a subscription keeps for its reader; when they are not read, it pauses itself and goes on later where it stopped.</summary>
    public int SubscriptionBuffer { get; init; } = 4_096;

    /// <summary>The largest message of the server, in bytes.</summary>
    public int MessageMax { get; init; } = 64 << 20;

    /// <summary>How long one attempt to connect may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without any message the connection counts as dead; the server says something every 10 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing waits for answers that are under way.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The waits before connecting again, and before asking again what the server put off.</summary>
    public Backoff Backoff { get; init; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));

    /// <summary>How often a request is sent that the server puts off (busy, too many requests). 1 tells the caller at once, and so keeps the order of commands.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>For how long after it was first sent a request that may have had its effect is sent again, 0 to 1 hour; later the caller is told that nobody knows. A server does not remember idempotency keys for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 1 hour.</exception>
    public TimeSpan ResendWithin
    {
        get;
        init => field = Delivery.CheckResendWithin(value);
    } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of waits and signatures.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Changes the platform's settings before connecting: certificates, a proxy.</summary>
    public Action<ClientWebSocketOptions>? Configure { get; init; }
}
