namespace Plimsoll.Load.Peers;

/// <summary>What the bare API writes: the members of an answer to a check of an order.</summary>
internal sealed record PeerAnswer(
    bool Accepted,
    int? Code,
    string? Reason,
    string? Field,
    string? Shortfall,
    string InitialMargin,
    string? InitialMarginOpen,
    string? InitialMarginFilled,
    long Sequence
);
