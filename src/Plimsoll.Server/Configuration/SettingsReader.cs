using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Server.Configuration;

/// <summary>Reads the server's file and the environment into settings. Strict: what is not known or not sound is refused, all of it at once.</summary>
public static class SettingsReader
{
    private static readonly Fields Nothing = new(new("", default, []));

    /// <summary>Reads the settings.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">Its text; null when there is no file.</param>
    /// <param name="environment">Environment variables; those that begin with <see cref="EnvironmentOverrides.Prefix"/> count.</param>
    /// <exception cref="DocumentException">With every fault: field, line (0 for a variable), what is allowed, advice.</exception>
    public static ServerSettings Read(string name, string? text, IReadOnlyDictionary<string, string> environment)
    {
        var faults = new FaultList(name);
        var settings = Read(text, environment, faults);
        faults.ThrowIfAny();
        return settings;
    }

    /// <summary>Reads what can be read, and gathers everything that is wrong: fields that are not sound count as left out for those after them.</summary>
    /// <exception cref="DocumentException">It is no YAML, and nothing can be read.</exception>
    internal static ServerSettings Read(string? text, IReadOnlyDictionary<string, string> environment, FaultList faults)
    {
        var file = text is null || IsBlank(text) ? new MappingNode("", new(1, 1), []) : DocumentReader.Read(faults.Name, text);
        var root = EnvironmentOverrides.Apply(file, environment, faults);
        ServerShape.Root.Check(root, faults);
        root = Sound(root, faults);
        var settings = SettingsOf(new(root));
        SettingsRules.Check(settings, root, faults);
        return settings;
    }

    /// <summary>The document without what is wrong: fields, and whole items of lists of which a part is.</summary>
    internal static MappingNode Sound(MappingNode root, FaultList faults) =>
        (MappingNode)Sound(root, faults.Faults.Select(fault => fault.Path).ToHashSet(StringComparer.Ordinal))!;

    private static DocumentNode? Sound(DocumentNode node, HashSet<string> wrong) =>
        node.Path.Length > 0 && wrong.Contains(node.Path)
            ? null
            : node switch
            {
                MappingNode mapping => mapping with
                {
                    Entries =
                    [
                        .. mapping
                            .Entries.Select(entry => (entry, Value: Sound(entry.Value, wrong)))
                            .Where(each => each.Value is not null)
                            .Select(each => each.entry with { Value = each.Value! }),
                    ],
                },
                // Part of an item is no item.
                ListNode list => list with { Items = [.. list.Items.Where(item => !wrong.Any(path => IsWithin(path, item.Path)))] },
                _ => node,
            };

    /// <summary>Whether nothing stands in it but comments: then every default holds.</summary>
    internal static bool IsBlank(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.TrimStart() is { IsEmpty: false } and not ['#', ..])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWithin(string path, string node) =>
        path.StartsWith(node, StringComparison.Ordinal) && (path.Length == node.Length || path[node.Length] is '.' or '[');

    private static ServerSettings SettingsOf(Fields root)
    {
        var otherwise = ServerSettings.Default;
        return new()
        {
            Listen = ListenOf(Section(root, "listen"), otherwise.Listen),
            Tls = TlsOf(Section(root, "tls")),
            Data = new() { Folder = Section(root, "data").Text("folder", otherwise.Data.Folder) },
            Journal = JournalOf(Section(root, "journal"), otherwise.Journal),
            Clock = new() { MaxStep = Span(Section(root, "clock"), "max_step", otherwise.Clock.MaxStep) },
            Limits = LimitsOf(Section(root, "limits"), otherwise.Limits),
            Risk = new() { TradeBandPercent = Count(Section(root, "risk"), "trade_band_percent", otherwise.Risk.TradeBandPercent) },
            Security = SecurityOf(Section(root, "security"), otherwise.Security),
            Telemetry = TelemetryOf(Section(root, "telemetry"), otherwise.Telemetry),
            Venue = root.Text("venue", otherwise.Venue),
            Feeds = [.. root.Records("feeds").Select(FeedOf)],
        };
    }

    private static ListenSettings ListenOf(Fields node, ListenSettings otherwise) =>
        new()
        {
            Urls = node.Has("urls") ? [.. node.Texts("urls").Select(each => new Uri(each))] : otherwise.Urls,
            AllowPlainText = node.Flag("allow_plain_text", otherwise.AllowPlainText),
        };

    private static TlsSettings TlsOf(Fields node) =>
        new()
        {
            Certificate = TextOrNull(node, "certificate"),
            Key = TextOrNull(node, "key"),
            PasswordEnv = TextOrNull(node, "password_env"),
            PasswordFile = TextOrNull(node, "password_file"),
        };

    private static JournalSettings JournalOf(Fields node, JournalSettings otherwise) =>
        new()
        {
            SegmentSize = Size(node, "segment_size", otherwise.SegmentSize),
            SnapshotCommands = node.Whole("snapshot_commands", otherwise.SnapshotCommands),
            SnapshotInterval = Span(node, "snapshot_interval", otherwise.SnapshotInterval),
            SnapshotsKept = Count(node, "snapshots_kept", otherwise.SnapshotsKept),
            StalledAfter = Span(node, "stalled_after", otherwise.StalledAfter),
        };

    private static LimitSettings LimitsOf(Fields node, LimitSettings otherwise) =>
        new()
        {
            Queue = Count(node, "queue", otherwise.Queue),
            Connections = Count(node, "connections", otherwise.Connections),
            // Not named, it follows from the one above.
            ConnectionsPerAddress = Count(node, "connections_per_address", 0),
            RequestSize = Size(node, "request_size", otherwise.RequestSize),
            JsonDepth = Count(node, "json_depth", otherwise.JsonDepth),
            RequestsPerSecond = Count(node, "requests_per_second", otherwise.RequestsPerSecond),
            RequestBurst = Count(node, "request_burst", otherwise.RequestBurst),
            CommandsPerSecond = Count(node, "commands_per_second", otherwise.CommandsPerSecond),
            FailuresPerMinute = Count(node, "failures_per_minute", otherwise.FailuresPerMinute),
            WebsocketFrame = Size(node, "websocket_frame", otherwise.WebsocketFrame),
            Subscriptions = Count(node, "subscriptions", otherwise.Subscriptions),
            OutboundQueue = Count(node, "outbound_queue", otherwise.OutboundQueue),
        };

    private static SecuritySettings SecurityOf(Fields node, SecuritySettings otherwise) =>
        new()
        {
            SignatureWindow = Span(node, "signature_window", otherwise.SignatureWindow),
            Nonces = Count(node, "nonces", otherwise.Nonces),
            FirstKey = node.Flag("first_key", otherwise.FirstKey),
            FirstKeyLoopbackOnly = node.Flag("first_key_loopback_only", otherwise.FirstKeyLoopbackOnly),
            SealingKeyFile = node.Text("sealing_key_file", otherwise.SealingKeyFile),
        };

    private static TelemetrySettings TelemetryOf(Fields node, TelemetrySettings otherwise) =>
        new()
        {
            OtlpEndpoint = UrlOrNull(node, "otlp_endpoint"),
            OtlpProtocol = node.Text("otlp_protocol", otherwise.OtlpProtocol),
            OtlpInterval = Span(node, "otlp_interval", otherwise.OtlpInterval),
            Prometheus = node.Flag("prometheus", otherwise.Prometheus),
            LogFormat = node.Text("log_format", otherwise.LogFormat),
            LogLevel = node.Text("log_level", otherwise.LogLevel),
        };

    private static FeedSettings FeedOf(Fields node) =>
        new(
            node.Text("venue"),
            node.Texts("symbols"),
            node.Text("index"),
            node.Text("source", node.Text("venue")),
            UrlOrNull(node, "endpoint")
        );

    private static Fields Section(Fields root, string name) => root.Record(name) ?? Nothing;

    private static string? TextOrNull(Fields node, string name) => node.Has(name) ? node.Text(name) : null;

    private static Uri? UrlOrNull(Fields node, string name) => node.Has(name) ? new(node.Text(name)) : null;

    private static int Count(Fields node, string name, int otherwise) => (int)node.Whole(name, otherwise);

    private static int Size(Fields node, string name, int otherwise) =>
        node.Has(name) && ByteSizeShape.TryRead(node.Text(name), out var bytes) ? (int)bytes : otherwise;

    private static TimeSpan Span(Fields node, string name, TimeSpan otherwise) =>
        node.Has(name) && DurationShape.TryRead(node.Text(name), out var span) ? span : otherwise;
}
