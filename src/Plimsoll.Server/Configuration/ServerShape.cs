using Plimsoll.Feeds.Catalog;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Server.Configuration;

/// <summary>What the server's file looks like: one statement for the reader, the schema, the sample and the overrides.</summary>
public static class ServerShape
{
    /// <summary>The venues and oracles that prices can be taken from: those that <c>plimsoll feeds check</c> knows.</summary>
    public static IReadOnlyList<string> FeedVenues { get; } = [.. VenueCatalog.All.Select(venue => venue.Name)];

    /// <summary>The whole file.</summary>
    public static RecordShape Root { get; } =
        new(
            Optional("listen", Listen, "where the server listens"),
            Optional("tls", Tls, "certificate for https; passwords are named, never written here"),
            Optional("data", Data, "where the server keeps what must not be lost"),
            Optional("journal", Journal, "how journal and snapshots are kept"),
            Optional("clock", Clock, "how the machine's clock is followed"),
            Optional("limits", Limits, "what a client may ask at most; beyond it a typed refusal answers"),
            Optional("risk", Risk, "what an operator is warned of; nothing is refused because of it"),
            Optional("security", Security, "keys and signatures"),
            Optional("telemetry", Telemetry, "metrics and logs"),
            Optional("venue", TextShape.Any, "file that defines the venue, or the word demo"),
            Optional("feeds", new ListShape(Feed), "outside venues whose prices are taken; not set by environment")
        );

    private static RecordShape Listen =>
        new(
            Optional(
                "urls",
                new ListShape(new UrlShape("http", "https") { HasPath = false }, minCount: 1),
                "addresses, each http or https; 127.0.0.1 is seen from this machine alone, 0.0.0.0 from everywhere"
            ),
            Optional(
                "allow_plain_text",
                ChoiceShape.Flag,
                "whether http may leave this machine: only behind a proxy that speaks TLS, since keys travel in requests"
            )
        );

    private static RecordShape Tls =>
        new(
            Optional("certificate", TextShape.Any, "file of the certificate: PEM with its chain, or PKCS#12 (.pfx, .p12)"),
            Optional("key", TextShape.Any, "file of the private key in PEM; none when the certificate's file holds it"),
            Optional("password_env", TextShape.Any, "name of the environment variable that holds the key's password"),
            Optional("password_file", TextShape.Any, "file whose first line is the key's password")
        );

    private static RecordShape Data =>
        new(Optional("folder", TextShape.Any, "folder of journal, snapshots and sealing key; made when it is not there"));

    private static RecordShape Journal =>
        new(
            Optional("segment_size", new ByteSizeShape(4 << 10, 1 << 30), "size of a file of the journal, written out in advance"),
            Optional("snapshot_commands", NumberShape.Whole(1, 1_000_000_000), "commands after which a snapshot is taken"),
            Optional("snapshot_interval", Span(1_000, 86_400_000), "time after which a snapshot is taken, if there was a command"),
            Optional("snapshots_kept", NumberShape.Whole(1, 1_000), "snapshots kept; segments older than the oldest of them go"),
            Optional(
                "stalled_after",
                Span(10, 3_600_000),
                "how long the disk may take over one write; then commands are refused, and the server is not ready, until it answers"
            )
        );

    private static RecordShape Clock =>
        new(
            Optional(
                "max_step",
                Span(1_000, 3_600_000),
                "how far the machine's clock may step at once, either way, and be followed, 1s to 1h; beyond it the venue's time goes on without it, until it is right again or the server is restarted"
            )
        );

    private static RecordShape Limits =>
        new(
            Optional("queue", NumberShape.Whole(16, 16_777_216), "commands that may wait for the engine; beyond it the answer is busy"),
            Optional(
                "connections",
                NumberShape.Whole(1, 1_000_000),
                "open connections over HTTP, beyond which one is closed without an answer; and, counted apart, open WebSockets, beyond which one is answered busy; one key has a quarter of these at most"
            ),
            Optional(
                "connections_per_address",
                NumberShape.Whole(1, 1_000_000),
                "connections from one address, IPv6 from one /64, on which no good key was shown yet, beyond which one is closed without an answer; where it is not named, a quarter of connections, at least 16"
            ),
            Optional("request_size", new ByteSizeShape(1 << 10, 64 << 20), "size of a request's body"),
            Optional("json_depth", NumberShape.Whole(4, 64), "levels of objects and lists in JSON"),
            Optional("requests_per_second", NumberShape.Whole(1, 1_000_000), "requests each second that a key may send for long"),
            Optional("request_burst", NumberShape.Whole(1, 1_000_000), "requests that a key may send at once after a rest"),
            Optional(
                "commands_per_second",
                NumberShape.Whole(1, 10_000_000),
                "requests each second that a key of a matching engine may send, whose work they are"
            ),
            Optional("failures_per_minute", NumberShape.Whole(1, 1_000_000), "failed authentications a minute from one address before 429"),
            Optional("websocket_frame", new ByteSizeShape(1 << 10, 16 << 20), "size of a WebSocket message from a client"),
            Optional("subscriptions", NumberShape.Whole(1, 100_000), "subscriptions of one connection"),
            Optional("outbound_queue", NumberShape.Whole(16, 1_000_000), "messages that may wait for one connection before it is dropped")
        );

    private static RecordShape Risk =>
        new(
            Optional(
                "trade_band_percent",
                NumberShape.Whole(0, 10_000),
                "percent of the mark beyond which a trade's price counts as far from it, options apart; 0 for never"
            )
        );

    private static RecordShape Security =>
        new(
            Optional("signature_window", Span(100, 60_000), "how far the time of a signed request may lie from the server's, either way"),
            Optional(
                "nonces",
                NumberShape.Whole(1_000, 10_000_000),
                "nonces remembered; when so many are fresh, signed requests are refused"
            ),
            Optional("first_key", ChoiceShape.Flag, "whether a server without keys makes one for an administrator, shown once"),
            Optional("first_key_loopback_only", ChoiceShape.Flag, "whether that first key works from this machine alone"),
            Optional(
                "sealing_key_file",
                TextShape.Any,
                "file of the key that seals signing secrets, in the data folder; back it up, but apart from copies of the journal"
            )
        );

    private static RecordShape Telemetry =>
        new(
            Optional(
                "otlp_endpoint",
                new UrlShape("http", "https") { Example = "http://127.0.0.1:4317" },
                "OpenTelemetry collector that metrics are sent to, such as http://127.0.0.1:4317"
            ),
            Optional("otlp_protocol", new ChoiceShape("grpc", "http"), "how the collector is spoken to"),
            Optional("otlp_interval", Span(1_000, 3_600_000), "how often metrics are sent"),
            Optional("prometheus", ChoiceShape.Flag, "whether /metrics answers in Prometheus' text format"),
            Optional(
                "log_format",
                new ChoiceShape("auto", "json", "text"),
                "form of the log on the standard output; auto is text on a terminal and JSON elsewhere"
            ),
            Optional("log_level", new ChoiceShape("debug", "information", "warning", "error"), "the least that is logged")
        );

    private static RecordShape Feed =>
        new(
            Required("venue", new ChoiceShape([.. FeedVenues]), "outside venue or oracle"),
            Required(
                "symbols",
                new ListShape(TextShape.Any, minCount: 1, maxCount: 1),
                "its market, one, named as it names it; an index with index: before the name"
            ),
            Required("index", TextShape.Any, "index that they feed"),
            Optional("source", TextShape.Any, "source of that index they stand for; the venue's name without it"),
            Optional("endpoint", new UrlShape("wss", "ws", "https", "http"), "another address than the venue's own")
        );

    private static DurationShape Span(int min, int max) => new(TimeSpan.FromMilliseconds(min), TimeSpan.FromMilliseconds(max));
}
