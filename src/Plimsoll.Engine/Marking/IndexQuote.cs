using Plimsoll.Values;

namespace Plimsoll.Engine.Marking;

/// <summary>What one source of an index says.</summary>
/// <param name="Index">The index.</param>
/// <param name="Source">The source's place in the index's list.</param>
/// <param name="Bid">Best bid; for a print, the print.</param>
/// <param name="Ask">Best ask; for a print, the print.</param>
public readonly record struct IndexQuote(IndexId Index, byte Source, Price Bid, Price Ask);
