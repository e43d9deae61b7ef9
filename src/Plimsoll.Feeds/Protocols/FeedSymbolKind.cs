namespace Plimsoll.Feeds.Protocols;

/// <summary>What a name at a venue stands for; some venues give a market and an index the same name.</summary>
public enum FeedSymbolKind
{
    /// <summary>Something that is traded: it has a book.</summary>
    Market = 0,

    /// <summary>A price that the venue or oracle computes.</summary>
    Index = 1,
}
