using Plimsoll.Instruments;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Lists instruments.</summary>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
/// <param name="After">The last one of the page before; absent for the beginning.</param>
/// <param name="Kind">Only this kind.</param>
/// <param name="Index">Only those on this index.</param>
public sealed record ListInstrumentsRequest(int Limit = 100, string? After = null, InstrumentKind? Kind = null, string? Index = null);
