using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Plimsoll.Host;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Api.Sockets;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Demo;
using Plimsoll.Server.Feeding;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api;

/// <summary>What every operation works with.</summary>
internal sealed class VenueApi(VenueHost host, ApiKeyBook keys, ApiKeyMaker maker, ServerSettings settings, TimeProvider machineClock)
{
    public VenueHost Host { get; } = host;

    public ApiKeyBook Keys { get; } = keys;

    public ApiKeyMaker KeyMaker { get; } = maker;

    /// <summary>The venue's clock, which stamps records.</summary>
    public SteadyClock Clock => Host.Clock;

    /// <summary>The machine's clock, by which signatures are checked, wherever it goes.</summary>
    public TimeProvider MachineClock { get; } = machineClock;

    /// <summary>The demo market; null where there is none.</summary>
    public DemoMarket? Demo { get; set; }

    /// <summary>Feeds of outside venues; null where there are none.</summary>
    public FeedDesk? Feeds { get; set; }

    public ServerSettings Settings { get; } = settings;

    /// <summary>What each key may send; null until the server has been built.</summary>
    public KeyRateLimits? RateLimits { get; set; }

    /// <summary>Where what nobody foresaw is told; nowhere until the server has been built.</summary>
    public ILogger Log { get; set; } = NullLogger.Instance;

    public Translator Translator { get; } = new(host);

    /// <summary>Names for what events speak of.</summary>
    public EventNames Names { get; } = new(host, keys);

    /// <summary>Whose accounts are.</summary>
    public AccountOwners Owners => Names.Owners;

    /// <summary>The latest records of the stream, read once for all connections.</summary>
    public SharedRecords Records { get; } = new(BandOf(settings));

    /// <summary>Margins as they move, looked at once for all connections.</summary>
    public MarginBoard Margins { get; } = new(host, TimeProvider.System);

    /// <summary>All reading of history.</summary>
    public HistoryDesk History { get; } = new();

    /// <summary>A reader of records for one thread.</summary>
    public RecordView NewView() => new(BandOf(Settings));

    public JsonSerializerOptions Json { get; } = ReadOnly(ApiJson.Options(settings.Limits.JsonDepth));

    /// <summary>A sentence for those who do not run the server: where the folder is, is not for them.</summary>
    public string? WithoutPlace(string? sentence) =>
        sentence?.Replace(Path.GetFullPath(Settings.Data.Folder), "the data folder", StringComparison.Ordinal);

    private static Rate BandOf(ServerSettings settings) => Rate.FromPercent(settings.Risk.TradeBandPercent);

    private static JsonSerializerOptions ReadOnly(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
