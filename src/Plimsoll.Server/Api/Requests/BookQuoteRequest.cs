using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>The top of the venue's own book.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Bid">Best bid; absent for none.</param>
/// <param name="Ask">Best ask; absent for none.</param>
/// <param name="Last">Last trade; absent for none.</param>
public sealed record BookQuoteRequest(string Instrument, DecimalText? Bid = null, DecimalText? Ask = null, DecimalText? Last = null);
