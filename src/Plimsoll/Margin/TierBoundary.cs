namespace Plimsoll.Margin;

/// <summary>Which tier a notional exactly on a boundary belongs to. Numbers are wire format.</summary>
public enum TierBoundary : byte
{
    /// <summary>The upper one: notional = floor already takes it (Binance).</summary>
    FloorInclusive = 1,

    /// <summary>The lower one: its cap is still its own (OKX).</summary>
    CapInclusive = 2,
}
