namespace Plimsoll.Server.Configuration;

/// <summary>What a client may ask at most. Beyond it a typed refusal answers, never a growing queue.</summary>
public sealed record LimitSettings
{
    /// <summary>Commands that may wait for the engine; beyond it the answer is "busy".</summary>
    public int Queue { get; init; } = 65_536;

    /// <summary>Open connections over HTTP, beyond which one is closed without an answer; and, counted apart, open WebSockets, beyond which one is answered "busy"; one key has a quarter of these at most.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>Connections from one address (IPv6: one /64) on which no good key was shown yet, beyond which one is closed without an answer. Where it is not set, a quarter of <see cref="Connections"/>, at least 16.</summary>
    public int ConnectionsPerAddress
    {
        get => field > 0 ? field : Math.Max(16, Connections / 4);
        init;
    }

    /// <summary>Size of a request's body, in bytes.</summary>
    public int RequestSize { get; init; } = 1 << 20;

    /// <summary>Levels of objects and lists in JSON.</summary>
    public int JsonDepth { get; init; } = 16;

    /// <summary>Requests each second that a key may send for long.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Requests that a key may send at once after a rest.</summary>
    public int RequestBurst { get; init; } = 200;

    /// <summary>Requests each second that a key of a matching engine may send, over REST and WebSocket.</summary>
    public int CommandsPerSecond { get; init; } = 100_000;

    /// <summary>Failed authentications a minute from one address, after which they are answered by 429.</summary>
    public int FailuresPerMinute { get; init; } = 30;

    /// <summary>Size of a WebSocket message from a client, in bytes.</summary>
    public int WebsocketFrame { get; init; } = 64 << 10;

    /// <summary>Subscriptions of one connection.</summary>
    public int Subscriptions { get; init; } = 256;

    /// <summary>Messages that may wait for one connection; a consumer that is slower is told and dropped.</summary>
    public int OutboundQueue { get; init; } = 1_024;
}
