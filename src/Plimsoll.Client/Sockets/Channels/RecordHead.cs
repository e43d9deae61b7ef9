namespace Plimsoll.Client;

/// <summary>Who asked for what in a record, and why it was refused.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Key">The public name of the key; null for the server itself.</param>
/// <param name="Code">The number of the refusal; null when it took effect.</param>
/// <param name="Reason">The name of the refusal.</param>
public sealed record RecordHead(string Request, string? Key, int? Code, string? Reason);
