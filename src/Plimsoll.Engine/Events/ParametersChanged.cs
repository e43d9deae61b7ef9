using System.Runtime.InteropServices;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>Parameters took effect.</summary>
/// <param name="Ticket">The scheduled change that did it.</param>
/// <param name="ParametersVersion">The version number of the parameters now in force: those that the scheduled change of this number carried.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ParametersChanged(int Ticket, int ParametersVersion) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.ParametersChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
