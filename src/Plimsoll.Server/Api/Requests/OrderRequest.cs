using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Places an order, or asks whether it would be taken.</summary>
/// <param name="Account">The account, also for an isolated position.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Amount">How much, above zero; a multiple of the lot.</param>
/// <param name="Price">The worst price; a market order names its protection price. A multiple of the tick.</param>
/// <param name="ReduceOnly">Whether it may only reduce the position.</param>
/// <param name="ClientOrderId">The client's own name for it, unique among the account's open orders.</param>
public sealed record OrderRequest(
    string Account,
    string Instrument,
    Side Side,
    DecimalText Amount,
    DecimalText Price,
    bool ReduceOnly = false,
    string? ClientOrderId = null
);
