using System.Net;

namespace Plimsoll.Server.Security;

/// <summary>What a request says about who sent it.</summary>
/// <param name="Bearer">What stands behind <c>Authorization: Bearer</c>; null without.</param>
/// <param name="Signature">The headers of a signed request; null without.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="IsLoopback">Whether it came from this machine, and through no proxy.</param>
public sealed record Credentials(Secret? Bearer, SignedHeaders? Signature, IPAddress? Address, bool IsLoopback);
