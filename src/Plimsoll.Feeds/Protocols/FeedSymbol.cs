namespace Plimsoll.Feeds.Protocols;

/// <summary>A market or index to listen to.</summary>
/// <param name="Name">The venue's own name: <c>BTC-USD</c>, <c>btcusd</c>, an oracle's feed id or contract address.</param>
/// <param name="Kind">What the name stands for.</param>
/// <param name="Label">What it is called here, in quotes and files; the name itself when null.</param>
/// <param name="Group">Sources with the same group are compared with each other; none when null.</param>
public sealed record FeedSymbol(string Name, FeedSymbolKind Kind = FeedSymbolKind.Market, string? Label = null, string? Group = null)
{
    private const string Index = "index:";

    /// <summary>What it is called here.</summary>
    public string Shown => Label ?? Name;

    /// <summary>Reads a name as people write it: an index's has <c>index:</c> before it.</summary>
    /// <returns>False for a name that is empty or longer than 128 signs.</returns>
    public static bool TryRead(string text, out FeedSymbol symbol)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isIndex = text.StartsWith(Index, StringComparison.Ordinal);
        symbol = new(isIndex ? text[Index.Length..] : text, isIndex ? FeedSymbolKind.Index : FeedSymbolKind.Market);
        return symbol.Name.Length is > 0 and <= SymbolTable.NameMax;
    }
}
