namespace Plimsoll.Server.Security;

/// <summary>All keys at a moment.</summary>
/// <param name="Format">The form's number.</param>
/// <param name="Keys">The keys, in order of their names.</param>
internal sealed record KeySnapshot(int Format, IReadOnlyList<ApiKey> Keys);
