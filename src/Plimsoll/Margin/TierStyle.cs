namespace Plimsoll.Margin;

/// <summary>How a tier's rates apply. Numbers are wire format.</summary>
public enum TierStyle : byte
{
    /// <summary>The rate of the tier holds for the whole position (OKX, BitMEX).</summary>
    Flat = 1,

    /// <summary>Each tier's rate holds for the slice within it, by way of the maintenance amount (Binance, Bybit).</summary>
    Progressive = 2,
}
