namespace Plimsoll.Simulation.Books;

/// <summary>Part of an incoming order that met an order at rest, at the resting price.</summary>
/// <param name="Order">The resting order.</param>
/// <param name="Owner">The account behind it.</param>
/// <param name="Price">In ticks.</param>
/// <param name="Lots">Above zero.</param>
public readonly record struct BookFill(long Order, int Owner, long Price, long Lots);
