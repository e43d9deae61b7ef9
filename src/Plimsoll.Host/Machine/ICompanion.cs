using System.Globalization;
using Plimsoll.Engine;
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

    /// <summary>Whether an actor does by hand, as an administrator, what others do for themselves or machines do by the thousand: then it is for the audit log.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="isStream">Whether matching engines and feeds send the same all the time.</param>
    bool IsByHand(int actor, bool isStream) => false;

    /// <summary>Whether an actor who acts by hand does it for an account of its own, as any holder does.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="account">The account it is done for, or the one that has it as an isolated position.</param>
    bool IsOwn(int actor, string account) => false;

    /// <summary>Who an actor is, for the audit log.</summary>
    string NameOf(int actor) => actor.ToString(CultureInfo.InvariantCulture);

    /// <summary>What new rules change, for the audit log: a line for each field, with the field, what it is and what it becomes, parted by tabs.</summary>
    /// <param name="before">The rules of a thing that are in force.</param>
    /// <param name="after">Other rules of the same thing.</param>
    /// <param name="engine">The engine, to be asked for names and decimals.</param>
    string DescribeChange(object before, object after, MarginEngine engine) => "";

    /// <summary>The whole state as bytes.</summary>
    ReadOnlyMemory<byte> Snapshot();

    /// <summary>Takes the state of a snapshot in place of its own.</summary>
    /// <exception cref="InvalidDataException">These are no such bytes; then it is as it was, and an older snapshot or the whole journal takes their place.</exception>
    void Restore(ReadOnlySpan<byte> snapshot);

    /// <summary>An empty one of the same kind, for a replica.</summary>
    ICompanion CreateEmpty();
}
