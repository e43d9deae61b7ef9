namespace Plimsoll.Margin;

/// <summary>A position with its own collateral, and its orders.</summary>
/// <param name="Position">Signed size in units of 10^−<paramref name="Decimals"/>.</param>
/// <param name="Entry">Average entry price; anything when flat.</param>
/// <param name="Buys">Buy orders.</param>
/// <param name="Sells">Sell orders.</param>
/// <param name="Decimals">Decimals of sizes.</param>
public sealed record IsolatedPosition(
    decimal Position,
    decimal Entry,
    IReadOnlyList<RestingOrder> Buys,
    IReadOnlyList<RestingOrder> Sells,
    int Decimals = 0
);
