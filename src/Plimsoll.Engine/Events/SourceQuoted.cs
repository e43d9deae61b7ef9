using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A source of an index quoted.</summary>
/// <param name="Index">The index.</param>
/// <param name="Source">Its place in the list.</param>
/// <param name="Bid">Bid.</param>
/// <param name="Ask">Ask.</param>
/// <param name="At">When.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SourceQuoted(IndexId Index, byte Source, Price Bid, Price Ask, Timestamp At) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.SourceQuoted;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
