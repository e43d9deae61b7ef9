namespace Plimsoll.Fuzz.Wire;

/// <summary>One answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Problem">The name of the problem that it is; null for none.</param>
/// <param name="Id">The number that it gave out; null for none.</param>
/// <param name="Key">The key that it made; null for none.</param>
/// <param name="Body">Its beginning, for people.</param>
internal sealed record HttpAnswer(int Status, string? Problem, string? Id, string? Key, string Body);
