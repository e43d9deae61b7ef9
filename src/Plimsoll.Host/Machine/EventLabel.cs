namespace Plimsoll.Host.Machine;

/// <summary>The name outside of an order or trade that an event speaks of.</summary>
/// <param name="IsTrade">Whether it is of a trade, not of an order.</param>
/// <param name="Number">The engine's number.</param>
/// <param name="Text">The client order id or trade id.</param>
public readonly record struct EventLabel(bool IsTrade, long Number, string Text);
