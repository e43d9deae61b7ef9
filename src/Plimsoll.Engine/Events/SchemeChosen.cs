using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account went under a scheme of portfolio margin, or back under standard margin.</summary>
/// <param name="Account">The account.</param>
/// <param name="Scheme">The scheme; <see cref="SchemeId.Standard"/> for standard margin.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SchemeChosen(AccountId Account, SchemeId Scheme) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.SchemeChosen;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
