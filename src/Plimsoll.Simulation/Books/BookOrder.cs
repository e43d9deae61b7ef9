namespace Plimsoll.Simulation.Books;

/// <summary>An order at rest.</summary>
/// <param name="Id">Its number in the book; given by the book, rising.</param>
/// <param name="Owner">The account behind it.</param>
/// <param name="Price">In ticks.</param>
/// <param name="Lots">What remains, above zero.</param>
public readonly record struct BookOrder(long Id, int Owner, long Price, long Lots);
