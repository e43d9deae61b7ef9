using System.Globalization;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Fuzz.Venue;

/// <summary>Was the state changed by anything that was refused, or by anything that has no record? The journal is replayed beside, and the state hash is taken after every record.</summary>
/// <remarks>
/// After every one, so that the record at fault needs no searching; the replay has to come out where the server was, so that what left no record (questions, refusals at the edge) changed nothing either.
/// </remarks>
internal sealed class RefusalAudit
{
    private byte[] _before = [];
    private (int Proposals, int Accounts) _beside;

    public long Refused { get; private set; }

    public long Accepted { get; private set; }

    /// <summary>What is wrong; null when nothing is.</summary>
    /// <param name="folder">The journal's folder; it may be in use.</param>
    /// <param name="sequence">The record after which the server was asked.</param>
    /// <param name="live">The server's state hash after that record.</param>
    public string? Run(string folder, long sequence, byte[] live)
    {
        string? wrong = null;
        var (machine, _, _) = JournalReplay.Build(
            ReadOnlyStorage.Look(folder),
            sequence,
            usesSnapshots: false,
            new Plimsoll.Server.Security.KeyCompanion(new()),
            observer: (machine, entry, outcome) => wrong ??= Look(machine, entry, outcome)
        );
        return wrong
            ?? (
                machine.Engine.StateHash().AsSpan().SequenceEqual(live)
                    ? null
                    : $"the server's state after record {sequence} is not that of its records: something without a record changed it"
            );
    }

    private string? Look(VenueMachine machine, HostEntry entry, Outcome outcome)
    {
        var beside = (machine.Proposals.Count, machine.Engine.AccountCount);
        var after = machine.Engine.StateHash();
        var isSame = beside == _beside && after.AsSpan().SequenceEqual(_before);
        (_before, _beside) = (after, beside);
        if (outcome.IsAccepted)
        {
            Accepted++;
            return null;
        }

        Refused++;
        return isSame
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"record {machine.Sequence} ({entry.Kind}, {entry.Command?.GetType().Name}) was refused with {outcome.Code} and changed the state"
            );
    }
}
