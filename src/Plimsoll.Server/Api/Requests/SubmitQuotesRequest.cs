namespace Plimsoll.Server.Api.Requests;

/// <summary>Prices from outside, taken together: one decision follows all of them.</summary>
/// <param name="Indices">Of sources of indices.</param>
/// <param name="Books">Of the venue's own books.</param>
public sealed record SubmitQuotesRequest(IReadOnlyList<IndexQuoteRequest>? Indices = null, IReadOnlyList<BookQuoteRequest>? Books = null);
