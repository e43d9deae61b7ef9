namespace Plimsoll.Liquidation;

/// <summary>How a Dutch auction of an account's shares runs.</summary>
/// <param name="StartFactor">Share of the account's value that is asked at the start.</param>
/// <param name="CutoffFactor">The same at the end of the fast phase.</param>
/// <param name="FastLength">Seconds of the fast phase.</param>
/// <param name="SlowLength">Seconds of the slow phase, at whose end nothing is asked.</param>
public sealed record AuctionTerms(decimal StartFactor, decimal CutoffFactor, decimal FastLength, decimal SlowLength);
