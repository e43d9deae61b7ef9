namespace Plimsoll.Simulation.MarketData;

/// <summary>One market of one venue.</summary>
/// <param name="Venue">The venue's name, in lower case.</param>
/// <param name="Symbol">The venue's own name of the market.</param>
public sealed record PriceSeries(string Venue, string Symbol)
{
    private static readonly string[] Quotes = ["USDT", "USDC", "USD"];

    /// <summary>Venue and symbol, such as <c>kraken:BTCUSDT</c>.</summary>
    public string Name => $"{Venue}:{Symbol}";

    /// <summary>Whether the open of a bar may lie outside its range: BitMEX prints the close of the bar before.</summary>
    public bool OpensAtPreviousClose => Venue == "bitmex";

    /// <summary>Whether volume counts US dollars (contracts of one dollar) rather than coins.</summary>
    public bool VolumeIsInDollars => Venue is "bitmex" or "ftx";

    /// <summary>Base and quote currency, or null when the symbol ends in no quote currency known here.</summary>
    /// <remarks><c>XBT</c> is BTC; <c>COIN-PERP</c> is quoted in USD; separators do not matter.</remarks>
    public (string Base, string Quote)? Pair()
    {
        var plain = Symbol.ToUpperInvariant().Replace("-PERP", "USD", StringComparison.Ordinal);
        plain = plain
            .Replace("-", "", StringComparison.Ordinal)
            .Replace("/", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal);
        foreach (var quote in Quotes)
        {
            if (plain.Length > quote.Length && plain.EndsWith(quote, StringComparison.Ordinal))
            {
                var coin = plain[..^quote.Length];
                return (coin == "XBT" ? "BTC" : coin, quote);
            }
        }

        return null;
    }
}
