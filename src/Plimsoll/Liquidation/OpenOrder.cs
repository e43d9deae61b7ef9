namespace Plimsoll.Liquidation;

/// <summary>An open order as liquidation sees it.</summary>
/// <param name="IsBuy">Whether it buys.</param>
/// <param name="Quantity">What is left of it, above zero.</param>
/// <param name="Price">Its limit, above zero.</param>
public sealed record OpenOrder(bool IsBuy, decimal Quantity, decimal Price);
