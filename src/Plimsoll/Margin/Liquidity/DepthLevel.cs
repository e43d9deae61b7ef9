namespace Plimsoll.Margin.Liquidity;

/// <summary>What one side of a book holds at one distance from the mid.</summary>
/// <param name="Distance">From the mid, in price; not negative.</param>
/// <param name="Quantity">Units that can be traded there; not negative.</param>
public readonly record struct DepthLevel(double Distance, double Quantity);
