namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>One position, coin or order of an account.</summary>
/// <param name="Held">Its risk array; null of a coin.</param>
/// <param name="Quantity">In underlyings; of a coin its value.</param>
/// <param name="Book">The book it is in.</param>
/// <param name="Kind">What it is, in the order in which books add it up.</param>
/// <param name="Seconds">Of an option: time to expiry.</param>
/// <param name="Stamp">Of which state of its array the quantity is.</param>
internal readonly record struct VectorPart(HeldArray? Held, double Quantity, int Book, byte Kind, double Seconds, long Stamp)
{
    public const byte Linear = 0;
    public const byte Option = 1;
    public const byte Coin = 2;

    /// <summary>Nothing held: a book that is there for an order alone.</summary>
    public const byte Nothing = 3;

    /// <summary>Whether it comes before another; of equals the first stays first.</summary>
    public bool IsBefore(in VectorPart other) =>
        Book != other.Book ? Book < other.Book
        : Kind != other.Kind ? Kind < other.Kind
        : Seconds < other.Seconds;
}
