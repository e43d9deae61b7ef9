namespace Plimsoll.Server.Api.Sockets;

/// <summary>What a client wants changed of its subscriptions.</summary>
/// <param name="Slot">Its place among requests.</param>
/// <param name="Request">Which channels.</param>
/// <param name="IsEnd">Whether to end them.</param>
internal sealed record PumpRequest(int Slot, SubscribeRequest Request, bool IsEnd);
