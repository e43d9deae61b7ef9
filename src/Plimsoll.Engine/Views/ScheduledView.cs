using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>Parameters that wait for their time.</summary>
/// <param name="Ticket">The number of the change.</param>
/// <param name="EffectiveAt">When they take effect.</param>
/// <param name="Parameters">The whole new parameters of what they are of.</param>
public sealed record ScheduledView(int Ticket, Timestamp EffectiveAt, object Parameters);
