namespace Plimsoll.Server.Configuration;

/// <summary>How a server is run. Every default is safe: it answers this machine alone and holds no secret.</summary>
public sealed record ServerSettings
{
    /// <summary>The word for the venue that needs no file.</summary>
    public const string DemoVenue = "demo";

    /// <summary>What holds when nothing is said.</summary>
    public static ServerSettings Default { get; } = new();

    /// <summary>Where it listens.</summary>
    public ListenSettings Listen { get; init; } = new();

    /// <summary>Its certificate.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>Where it keeps what must not be lost.</summary>
    public DataSettings Data { get; init; } = new();

    /// <summary>How the journal and its snapshots are kept.</summary>
    public JournalSettings Journal { get; init; } = new();

    /// <summary>How the machine's clock is followed.</summary>
    public ClockSettings Clock { get; init; } = new();

    /// <summary>What a client may ask at most.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>What an operator is warned of.</summary>
    public RiskSettings Risk { get; init; } = new();

    /// <summary>Keys and signatures.</summary>
    public SecuritySettings Security { get; init; } = new();

    /// <summary>Metrics and logs.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>The outside venues whose prices are taken.</summary>
    public IReadOnlyList<FeedSettings> Feeds { get; init; } = [];

    /// <summary>The file that defines the venue, or <see cref="DemoVenue"/>.</summary>
    public string Venue { get; init; } = DemoVenue;
}
