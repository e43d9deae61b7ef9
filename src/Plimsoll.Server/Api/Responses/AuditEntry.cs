using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What an administrator asked, and what became of it.</summary>
/// <param name="Sequence">The record in the journal.</param>
/// <param name="Time">Its time.</param>
/// <param name="Actor">The number of the key; 0 for the server itself.</param>
/// <param name="Key">The key's public name; null for the server itself.</param>
/// <param name="Asked">What was asked.</param>
/// <param name="Code">Null when it took effect, otherwise why not.</param>
/// <param name="Reason">The same as a name.</param>
/// <param name="Id">The number of what came of it; null for none.</param>
public sealed record AuditEntry(long Sequence, TimeText Time, int Actor, string? Key, string Asked, int? Code, string? Reason, string? Id);
