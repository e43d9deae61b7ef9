using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>Nobody beside the engine: notes are refused.</summary>
public sealed class NoCompanion : ICompanion
{
    /// <inheritdoc/>
    public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note) =>
        ((int)HostReason.NoteInvalid, null, 0);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Snapshot() => default;

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<byte> snapshot)
    {
        if (!snapshot.IsEmpty)
            throw new InvalidDataException("The snapshot holds a companion's state, and there is no companion.");
    }

    /// <inheritdoc/>
    public ICompanion CreateEmpty() => this;
}
