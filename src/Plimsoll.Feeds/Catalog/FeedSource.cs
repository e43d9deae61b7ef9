using Plimsoll.Feeds.Protocols;

namespace Plimsoll.Feeds.Catalog;

/// <summary>One source to listen to, as data.</summary>
/// <param name="Name">Its name in quotes, health and files.</param>
/// <param name="Venue">The name of its venue in <see cref="VenueCatalog"/>.</param>
/// <param name="Symbols">The markets and indices.</param>
public sealed record FeedSource(string Name, string Venue, IReadOnlyList<FeedSymbol> Symbols)
{
    /// <summary>Where to connect; empty for the venue's own endpoints. After a failure the next is tried; an oracle on a chain asks all of them.</summary>
    public IReadOnlyList<Uri> Endpoints { get; init; } = [];

    /// <summary>The bounds; the venue's defaults when null.</summary>
    public FeedLimits? Limits { get; init; }

    /// <summary>Sent as a bearer token where a provider asks for one; not when several providers of a chain are asked, of which one's key is not the others' business. Never shown or recorded.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The source without its token, for people.</summary>
    public override string ToString() => $"{Name} ({Venue}: {string.Join(", ", Symbols.Select(symbol => symbol.Shown))})";
}
