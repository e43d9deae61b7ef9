using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>An event that knows which transition of the state it stands for. The only way the state changes, live or replayed.</summary>
internal interface IAppliedEvent : IEvent
{
    /// <summary>Applies the event.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="payload">The parameters it carries, if any.</param>
    void ApplyTo(EngineState state, object? payload);
}
