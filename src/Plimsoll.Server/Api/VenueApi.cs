using System.Text.Json;
using Plimsoll.Host;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api;

/// <summary>What every operation works with.</summary>
internal sealed class VenueApi(VenueHost host, ApiKeyBook keys, ServerSettings settings)
{
    public VenueHost Host { get; } = host;

    public ApiKeyBook Keys { get; } = keys;

    public ServerSettings Settings { get; } = settings;

    public Translator Translator { get; } = new(host);

    public JsonSerializerOptions Json { get; } = ApiJson.Options(settings.Limits.JsonDepth);
}
