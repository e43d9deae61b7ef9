namespace Plimsoll.Feeds.Protocols;

/// <summary>A market or index to listen to.</summary>
/// <param name="Name">The venue's own name: <c>BTC-USD</c>, <c>btcusd</c>, an oracle's feed id or contract address.</param>
/// <param name="Kind">What the name stands for.</param>
/// <param name="Label">What it is called here, in quotes and files; the name itself when null.</param>
/// <param name="Group">Sources with the same group are compared with each other; none when null.</param>
public sealed record FeedSymbol(string Name, FeedSymbolKind Kind = FeedSymbolKind.Market, string? Label = null, string? Group = null)
{
    /// <summary>What it is called here.</summary>
    public string Shown => Label ?? Name;
}
