using Plimsoll.Values;

namespace Plimsoll.Feeds.Catalog;

/// <summary>The bounds of one source. The defaults are Plimsoll's own choice unless a venue's documentation sets them.</summary>
public sealed record FeedLimits
{
    /// <summary>How long connecting may take, name look-up and TLS included.</summary>
    public TimeSpan ConnectMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection on which nothing at all comes for so long is dead.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A connection on which messages come and no quote passes for so long is started anew.</summary>
    public TimeSpan NoQuoteMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the venue's own ping is sent, where it has one.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How old, by the venue's stamp, a quote may be when it arrives.</summary>
    public Duration AgeMax { get; init; } = Duration.FromSeconds(5);

    /// <summary>How far after this machine's clock a stamp may lie.</summary>
    public Duration FutureMax { get; init; } = Duration.FromSeconds(1);

    /// <summary>The largest message, in bytes.</summary>
    public int MessageBytesMax { get; init; } = 1 << 20;

    /// <summary>How many messages in a minute may be nonsense before the connection is given up.</summary>
    public int NonsenseMax { get; init; } = 10;

    /// <summary>How many gaps in a minute are mended by asking anew on the same connection.</summary>
    public int GapsMax { get; init; } = 3;

    /// <summary>The longest wait after the first failure; it doubles with each further one.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait at all.</summary>
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that lived so long, with quotes, was good: waits begin anew after it.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How wide an oracle's confidence may be, as a share of the price.</summary>
    public decimal ConfidenceMax { get; init; } = 0.01m;

    /// <summary>How often an oracle on a chain is asked.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How old the latest block of a provider may be.</summary>
    public Duration BlockAgeMax { get; init; } = Duration.FromMinutes(2);
}
