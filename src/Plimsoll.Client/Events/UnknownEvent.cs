using System.Text.Json;

namespace Plimsoll.Client.Events;

/// <summary>An event of a kind that this client does not know: the server is newer.</summary>
/// <param name="Kind">Its kind as the server names it.</param>
/// <param name="Json">All of it.</param>
public sealed record UnknownEvent(string Kind, JsonElement Json) : VenueEvent
{
    /// <inheritdoc/>
    public override string Type => Kind;
}
