using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>The volatility surface of an index, as it was set; expired slices are gone.</summary>
/// <param name="Index">The index.</param>
/// <param name="SetAt">When it was set; null while there is none.</param>
/// <param name="IndexPrice">The index price at that moment, against which its forwards are measured; null while there is none.</param>
/// <param name="Slices">Its expiries, rising; none while there is no surface.</param>
/// <param name="Sequence">The record after which this holds.</param>
public sealed record SurfaceResponse(
    string Index,
    TimeText? SetAt,
    DecimalText? IndexPrice,
    IReadOnlyList<SurfaceSliceRequest> Slices,
    long Sequence
);
