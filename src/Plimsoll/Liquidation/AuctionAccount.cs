namespace Plimsoll.Liquidation;

/// <summary>An account whose shares are auctioned.</summary>
/// <param name="MaintenanceMargin">Value of the account under stress: below zero, it is liquidated.</param>
/// <param name="MarkToMarket">What it is worth at marks.</param>
/// <param name="Buffer">What is asked beyond maintenance, as a share of the distance from its value to it.</param>
/// <param name="ReservedCash">Cash of earlier bids, which is not sold again.</param>
public sealed record AuctionAccount(decimal MaintenanceMargin, decimal MarkToMarket, decimal Buffer, decimal ReservedCash)
{
    /// <summary>Maintenance with the buffer: where the auction ends is where this is zero.</summary>
    public decimal BufferMargin => MaintenanceMargin + ((MaintenanceMargin - MarkToMarket) * Buffer);
}
