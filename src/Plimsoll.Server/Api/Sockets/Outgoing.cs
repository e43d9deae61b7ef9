using Plimsoll.Host.Requests;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>What waits to be sent: an outcome, which the writer spells out, or a message that is spelled out already.</summary>
/// <param name="Slot">The request that it answers; −1 for none.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Bytes">The message, from the pool; null for an outcome.</param>
/// <param name="Length">Its size.</param>
/// <param name="Sequence">The record that it tells of; 0 for none.</param>
internal readonly record struct Outgoing(int Slot, Outcome Outcome, byte[]? Bytes, int Length, long Sequence);
