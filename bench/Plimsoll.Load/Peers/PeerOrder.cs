namespace Plimsoll.Load.Peers;

/// <summary>What the bare API reads: the members of an order.</summary>
internal sealed record PeerOrder(
    string Account,
    string Instrument,
    string Side,
    string Amount,
    string Price,
    bool ReduceOnly = false,
    string? ClientOrderId = null
);
