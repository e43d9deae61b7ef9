using Plimsoll.Feeds.Protocols;

namespace Plimsoll.Feeds.Catalog;

/// <summary>What is known of a venue before anybody connects.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Transport">How its messages travel.</param>
/// <param name="Endpoints">Its public endpoints.</param>
/// <param name="Example">Markets that a check listens to when none are named.</param>
/// <param name="Limits">Its bounds.</param>
/// <param name="Documentation">Where the venue documents it.</param>
/// <param name="Note">What a user has to know, or null.</param>
public sealed record VenueEntry(
    string Name,
    FeedTransport Transport,
    IReadOnlyList<Uri> Endpoints,
    IReadOnlyList<FeedSymbol> Example,
    FeedLimits Limits,
    string Documentation,
    string? Note
)
{
    /// <summary>The environment variable that holds a provider's access token, where one asks for it.</summary>
    public string TokenVariable => "PLIMSOLL_TOKEN_" + Name.ToUpperInvariant().Replace('-', '_');

    internal Func<FeedSource, FeedLimits, IFeedProtocol> Protocol { get; init; } =
        (source, _) => throw new ArgumentException($"{source.Venue}: no protocol", nameof(source));
}
