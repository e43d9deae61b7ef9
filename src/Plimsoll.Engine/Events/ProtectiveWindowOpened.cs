using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A move was too fast to be believed; liquidations that depend on it wait.</summary>
/// <param name="Index">The index.</param>
/// <param name="Reference">The index before the move.</param>
/// <param name="Target">Where the source or sources pointed.</param>
/// <param name="Until">When it closes at the latest.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ProtectiveWindowOpened(IndexId Index, Price Reference, Price Target, Timestamp Until) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.ProtectiveWindowOpened;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
