namespace Plimsoll.Server.Api.Sockets;

/// <summary>Subscribes to channels, or ends that.</summary>
/// <param name="Channels">Their names.</param>
/// <param name="From">The first record wanted, instead of a snapshot; absent to begin with the present state.</param>
internal sealed record SubscribeRequest(IReadOnlyList<string> Channels, long? From = null);
