using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What an administrator asked, and what became of it.</summary>
/// <param name="Sequence">The record in the journal.</param>
/// <param name="Time">Its time.</param>
/// <param name="Actor">The number of the key; 0 for the server itself.</param>
/// <param name="Key">The key's public name; null for the server itself.</param>
/// <param name="Label">What the key is for, in the words of whoever made it; null for the server itself.</param>
/// <param name="Asked">What was asked.</param>
/// <param name="Changes">What was to differ from the rules then in force, where other rules were proposed or approved; null otherwise.</param>
/// <param name="Code">Null when it took effect, otherwise why not.</param>
/// <param name="Reason">The same as a name.</param>
/// <param name="Id">The number of what came of it, or of the proposal that was in its way; null for none.</param>
public sealed record AuditEntry(
    long Sequence,
    TimeText Time,
    int Actor,
    string? Key,
    string? Label,
    string Asked,
    IReadOnlyList<FieldChange>? Changes,
    int? Code,
    string? Reason,
    string? Id
);
