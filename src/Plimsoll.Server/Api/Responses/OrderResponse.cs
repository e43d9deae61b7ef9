using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An open order.</summary>
/// <param name="OrderId">Its number.</param>
/// <param name="ClientOrderId">The client's name for it; null for none.</param>
/// <param name="Account">The unit of margin that it belongs to.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Amount">What may still fill.</param>
/// <param name="Price">Its worst price.</param>
/// <param name="ReduceOnly">Whether it may only reduce the position.</param>
/// <param name="IsLiquidation">Whether the engine placed it to liquidate.</param>
/// <param name="Deadline">For those: when it counts as done.</param>
public sealed record OrderResponse(
    string OrderId,
    string? ClientOrderId,
    string Account,
    string Instrument,
    Side Side,
    DecimalText Amount,
    DecimalText Price,
    bool ReduceOnly,
    bool IsLiquidation,
    TimeText? Deadline
);
