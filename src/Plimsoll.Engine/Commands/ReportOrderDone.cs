using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>The matching engine says that an order is over: nothing more of it will fill.</summary>
/// <remarks>Also the answer to a liquidation order of the engine (<c>LiquidationOrderPlaced</c>): what the book did not take then goes to the insurance fund. Filled orders end by themselves.</remarks>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Order">The engine's number of the order.</param>
public sealed record ReportOrderDone(Timestamp At, OrderId Order) : Command(At);
