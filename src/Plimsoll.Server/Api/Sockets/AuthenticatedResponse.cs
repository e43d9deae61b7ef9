namespace Plimsoll.Server.Api.Sockets;

/// <summary>Who a connection is.</summary>
/// <param name="Key">The key's public name.</param>
/// <param name="Roles">What its holder is.</param>
internal sealed record AuthenticatedResponse(string Key, IReadOnlyList<string> Roles);
