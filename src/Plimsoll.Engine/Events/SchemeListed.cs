using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A scheme of portfolio margin was listed.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="ParametersVersion">The version number of the parameters now in force; the event carries the parameters themselves.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SchemeListed(SchemeId Scheme, int ParametersVersion) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.SchemeListed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this, payload);
}
