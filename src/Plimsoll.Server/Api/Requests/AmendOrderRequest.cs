using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Changes quantity and price of an open order.</summary>
/// <param name="Account">Its account.</param>
/// <param name="Amount">What may still fill, above zero.</param>
/// <param name="Price">The new worst price.</param>
/// <param name="OrderId">Its number; or absent.</param>
/// <param name="ClientOrderId">The client's name for it; or absent.</param>
public sealed record AmendOrderRequest(
    string Account,
    DecimalText Amount,
    DecimalText Price,
    string? OrderId = null,
    string? ClientOrderId = null
);
