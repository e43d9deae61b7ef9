using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Configuration;

/// <summary>Settings as they are written: plain data, the commented sample file, and the schema that editors load.</summary>
public static class SettingsText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Settings as data named as in the file; what is not set is left out. Holds no secret, since the file holds none.</summary>
    public static JsonObject Of(ServerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (listen, tls, journal, limits) = (settings.Listen, settings.Tls, settings.Journal, settings.Limits);
        var (security, telemetry) = (settings.Security, settings.Telemetry);
        return new()
        {
            ["listen"] = Record(("urls", List(listen.Urls.Select(Url))), ("allow_plain_text", listen.AllowPlainText)),
            ["tls"] = Record(
                ("certificate", tls.Certificate),
                ("key", tls.Key),
                ("password_env", tls.PasswordEnv),
                ("password_file", tls.PasswordFile)
            ),
            ["data"] = Record(("folder", settings.Data.Folder)),
            ["journal"] = Record(
                ("segment_size", ByteSizeShape.Text(journal.SegmentSize)),
                ("snapshot_commands", journal.SnapshotCommands),
                ("snapshot_interval", DurationShape.Text(journal.SnapshotInterval)),
                ("snapshots_kept", journal.SnapshotsKept),
                ("stalled_after", DurationShape.Text(journal.StalledAfter))
            ),
            ["clock"] = Record(("max_step", DurationShape.Text(settings.Clock.MaxStep))),
            ["limits"] = Record(
                ("queue", limits.Queue),
                ("connections", limits.Connections),
                ("connections_per_address", limits.ConnectionsPerAddress),
                ("request_size", ByteSizeShape.Text(limits.RequestSize)),
                ("json_depth", limits.JsonDepth),
                ("requests_per_second", limits.RequestsPerSecond),
                ("request_burst", limits.RequestBurst),
                ("commands_per_second", limits.CommandsPerSecond),
                ("failures_per_minute", limits.FailuresPerMinute),
                ("websocket_frame", ByteSizeShape.Text(limits.WebsocketFrame)),
                ("subscriptions", limits.Subscriptions),
                ("outbound_queue", limits.OutboundQueue)
            ),
            ["risk"] = Record(("trade_band_percent", settings.Risk.TradeBandPercent)),
            ["security"] = Record(
                ("signature_window", DurationShape.Text(security.SignatureWindow)),
                ("nonces", security.Nonces),
                ("first_key", security.FirstKey),
                ("first_key_loopback_only", security.FirstKeyLoopbackOnly),
                ("sealing_key_file", security.SealingKeyFile)
            ),
            ["telemetry"] = Record(
                ("otlp_endpoint", telemetry.OtlpEndpoint is { } collector ? Url(collector) : null),
                ("otlp_protocol", telemetry.OtlpProtocol),
                ("otlp_interval", DurationShape.Text(telemetry.OtlpInterval)),
                ("prometheus", telemetry.Prometheus),
                ("log_format", telemetry.LogFormat),
                ("log_level", telemetry.LogLevel)
            ),
            ["venue"] = settings.Venue,
            ["feeds"] = new JsonArray([.. settings.Feeds.Select(FeedOf)]),
        };
    }

    /// <summary>The JSON Schema (draft 2020-12) of the file, with the defaults.</summary>
    public static string Schema()
    {
        var schema = ServerShape.Root.ToSchema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Plimsoll server");
        var defaults = Of(ServerSettings.Default);
        foreach (var (name, property) in (JsonObject)schema["properties"]!)
        {
            AddDefault((JsonObject)property!, defaults[name]);
        }

        return schema.ToJsonString(Readable);
    }

    private static void AddDefault(JsonObject property, JsonNode? value)
    {
        if (property["properties"] is not JsonObject inner)
        {
            property["default"] = value?.DeepClone();
            return;
        }

        foreach (var (name, each) in inner)
        {
            if (value?[name] is { } known)
            {
                ((JsonObject)each!)["default"] = known.DeepClone();
            }
        }
    }

    private static JsonObject FeedOf(FeedSettings feed) =>
        Record(
            ("venue", feed.Venue),
            ("symbols", List(feed.Symbols)),
            ("index", feed.Index),
            ("source", feed.Source),
            ("endpoint", feed.Endpoint is { } endpoint ? endpoint.AbsoluteUri : null)
        );

    private static JsonObject Record(params (string Name, JsonNode? Value)[] fields)
    {
        var record = new JsonObject();
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
        {
            record[name] = value;
        }

        return record;
    }

    private static JsonArray List(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];

    private static string Url(Uri url) => url.AbsolutePath == "/" ? url.GetLeftPart(UriPartial.Authority) : url.AbsoluteUri;
}
