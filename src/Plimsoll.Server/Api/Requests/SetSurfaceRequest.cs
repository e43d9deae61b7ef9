namespace Plimsoll.Server.Api.Requests;

/// <summary>Replaces the volatility surface of an index.</summary>
/// <param name="Index">The index.</param>
/// <param name="Slices">1 to 64 expiries, rising.</param>
public sealed record SetSurfaceRequest(string Index, IReadOnlyList<SurfaceSliceRequest> Slices);
