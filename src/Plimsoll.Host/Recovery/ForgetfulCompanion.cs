using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Recovery;

/// <summary>For who wants the engine alone: takes any state and keeps none of it.</summary>
internal sealed class ForgetfulCompanion : ICompanion
{
    public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note) =>
        ((int)HostReason.NoteInvalid, null, 0);

    public ReadOnlyMemory<byte> Snapshot() => default;

    public void Restore(ReadOnlySpan<byte> snapshot) { }

    public ICompanion CreateEmpty() => this;
}
