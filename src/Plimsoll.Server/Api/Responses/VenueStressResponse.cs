namespace Plimsoll.Server.Api.Responses;

/// <summary>What moves would do to the whole venue. No holds, fills or cascades are in it.</summary>
/// <param name="Steps">One for each move.</param>
/// <param name="Accounts">How many units of margin were looked at.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record VenueStressResponse(IReadOnlyList<VenueStressStep> Steps, int Accounts, long Sequence);
