using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Cancels a user's order and frees its margin. A fill that was under way is booked all the same when it arrives.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Order">The engine's number of the order.</param>
public sealed record CancelOrder(Timestamp At, OrderId Order) : Command(At);
