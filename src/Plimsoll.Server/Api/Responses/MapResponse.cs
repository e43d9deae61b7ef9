namespace Plimsoll.Server.Api.Responses;

/// <summary>How much moves of an underlying would liquidate.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Steps">One for each move.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record MapResponse(string Index, IReadOnlyList<MapStepResponse> Steps, long Sequence);
