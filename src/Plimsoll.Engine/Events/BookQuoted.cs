using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The top of an instrument's book changed.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Bid">Best bid or zero.</param>
/// <param name="Ask">Best ask or zero.</param>
/// <param name="Last">Last trade or zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct BookQuoted(InstrumentId Instrument, Price Bid, Price Ask, Price Last) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.BookQuoted;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
