using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An asset was listed.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="ParametersVersion">The version number of the parameters now in force; the event carries the parameters themselves.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AssetListed(AssetId Asset, int ParametersVersion) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.AssetListed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this, payload);
}
