using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>A price of an index's source.</summary>
/// <param name="Index">The index.</param>
/// <param name="Source">The source's name in the index.</param>
/// <param name="Bid">Its best bid; for a print, the print.</param>
/// <param name="Ask">Its best ask; for a print, the print.</param>
public sealed record IndexQuoteRequest(string Index, string Source, DecimalText Bid, DecimalText Ask);
