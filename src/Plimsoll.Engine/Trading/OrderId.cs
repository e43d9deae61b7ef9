namespace Plimsoll.Engine.Trading;

/// <summary>An order by the number the engine gave it, 1 and up; zero is "no order".</summary>
/// <param name="Value">The number.</param>
public readonly record struct OrderId(long Value) : IComparable<OrderId>
{
    /// <summary>No order: a fill that came from none the engine knows.</summary>
    public static OrderId None => default;

    /// <inheritdoc/>
    public int CompareTo(OrderId other) => Value.CompareTo(other.Value);
}
