using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Security;

/// <summary>What came of looking at credentials: a key, or why not.</summary>
/// <param name="Key">The key; null when refused.</param>
/// <param name="Problem">Why it was refused; null when not.</param>
public sealed record AuthenticationResult(ApiKey? Key, Problem? Problem);
