namespace Plimsoll.Margin;

/// <summary>An order in the book, or a part of it.</summary>
/// <param name="Size">Size in units of the position, not negative.</param>
/// <param name="Price">Limit price, not negative.</param>
public readonly record struct RestingOrder(decimal Size, decimal Price);
