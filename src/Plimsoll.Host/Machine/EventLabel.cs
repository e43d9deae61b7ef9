namespace Plimsoll.Host.Machine;

/// <summary>The name outside of an order, trade or change that an event speaks of.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Number">The engine's number.</param>
/// <param name="Text">The client order id, the trade id, or what is changed.</param>
public readonly record struct EventLabel(LabelKind Kind, long Number, string Text);
