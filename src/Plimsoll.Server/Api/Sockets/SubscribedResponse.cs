namespace Plimsoll.Server.Api.Sockets;

/// <summary>What a connection follows.</summary>
/// <param name="Channels">All its channels.</param>
internal sealed record SubscribedResponse(IReadOnlyList<string> Channels);
