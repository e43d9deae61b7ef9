using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>Parameters that wait for their time.</summary>
internal sealed record ScheduledChange(int Ticket, Timestamp EffectiveAt, object Parameters);
