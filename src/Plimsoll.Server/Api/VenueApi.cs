using System.Text.Json;
using Plimsoll.Host;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api;

/// <summary>What every operation works with.</summary>
internal sealed class VenueApi(VenueHost host, ApiKeyBook keys, ApiKeyMaker maker, ServerSettings settings, TimeProvider clock)
{
    public VenueHost Host { get; } = host;

    public ApiKeyBook Keys { get; } = keys;

    public ApiKeyMaker KeyMaker { get; } = maker;

    public TimeProvider Clock { get; } = clock;

    public ServerSettings Settings { get; } = settings;

    public Translator Translator { get; } = new(host);

    /// <summary>Names for what events speak of.</summary>
    public EventNames Names { get; } = new(host, keys);

    public JsonSerializerOptions Json { get; } = ReadOnly(ApiJson.Options(settings.Limits.JsonDepth));

    private static JsonSerializerOptions ReadOnly(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
