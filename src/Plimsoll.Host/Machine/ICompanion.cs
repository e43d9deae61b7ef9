using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>What lives beside the engine and changes by records alone too, such as who holds which key. Deterministic: the same notes give the same state.</summary>
public interface ICompanion
{
    /// <summary>Takes a note. Refused, it changes nothing.</summary>
    /// <param name="sequence">The record that holds it.</param>
    /// <param name="at">Its time.</param>
    /// <param name="actor">Who sent it.</param>
    /// <param name="note">Its bytes.</param>
    /// <returns>Zero and the number of what was created, or a code that says why not and the field.</returns>
    (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note);

    /// <summary>A note in a line, for the audit log: nothing secret.</summary>
    string Describe(ReadOnlySpan<byte> note) => "note";

    /// <summary>The whole state as bytes.</summary>
    ReadOnlyMemory<byte> Snapshot();

    /// <summary>Takes the state of a snapshot in place of its own.</summary>
    /// <exception cref="InvalidDataException">These are no such bytes; then it is as it was, and an older snapshot or the whole journal takes their place.</exception>
    void Restore(ReadOnlySpan<byte> snapshot);

    /// <summary>An empty one of the same kind, for a replica.</summary>
    ICompanion CreateEmpty();
}
