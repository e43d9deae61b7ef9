using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>One venue's market as a source of an index.</summary>
/// <param name="Name">Venue and symbol, such as <c>kraken:BTCUSDT</c>; 1 … 64 printable ASCII characters without spaces, its own within the index.</param>
/// <param name="Weight">Weight in the median, 1 … 1000.</param>
/// <param name="ConvertBy">The index by which this source's price is multiplied to reach the index's currency (a stablecoin's, say); null for none. It must have a smaller number.</param>
public sealed record IndexSource(string Name, int Weight, IndexId? ConvertBy = null);
