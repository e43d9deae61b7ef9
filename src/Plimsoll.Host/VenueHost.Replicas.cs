using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Journal;

namespace Plimsoll.Host;

/// <content>Replicas, of the present and of the past. Each has a place of its own: who asks why something happened takes nothing from who asks what would.</content>
public sealed partial class VenueHost
{
    private readonly SemaphoreSlim _present = new(1);
    private readonly SemaphoreSlim _past = new(1);

    /// <summary>Builds a replica of everything that is durable now, beside the engine, which goes on meanwhile: to ask it what takes long.</summary>
    /// <remarks>Costs the latest snapshot and the records after it. One at a time: it takes as much memory as the venue.</remarks>
    /// <returns>The replica; null while another is being built or asked. Whoever has one gives it back by disposing.</returns>
    /// <exception cref="JournalCorruptedException">The journal is damaged.</exception>
    public VenueReplica? TryBuildReplica() => TryBuildReplica(_journal.DurableSequence, _present);

    /// <summary>Asks about the past: a replica is built from the snapshot before a record and the journal, beside the engine. One past at a time, whatever <see cref="TryBuildReplica()"/> does meanwhile.</summary>
    /// <param name="sequence">The record after which the question is meant; applied already.</param>
    /// <param name="question">What is asked of the replica, which nobody else has.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>None; busy while another past is being asked; the journal is unavailable when it does not reach back so far.</returns>
    public HostReason TryReadPast<T>(long sequence, Func<VenueMachine, T> question, out T? answer)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Events.LastSequence);
        answer = default;
        try
        {
            using var replica = TryBuildReplica(sequence, _past);
            if (replica is null)
                return HostReason.Busy;

            answer = question(replica.Machine);
            return HostReason.None;
        }
        catch (Exception cause)
            when (cause
                    is IOException
                        or UnauthorizedAccessException
                        or JournalCorruptedException
                        or JournalUnavailableException
                        or WitnessException
            )
        {
            return HostReason.JournalUnavailable;
        }
    }

    private VenueReplica? TryBuildReplica(long to, SemaphoreSlim place)
    {
        if (!place.Wait(0))
            return null;

        try
        {
            var built = new MachineBuilder(_storage, _machine.Companion.CreateEmpty()).Build(to, _closing.Token);
            return new(built.Machine, () => place.Release());
        }
        catch
        {
            place.Release();
            throw;
        }
    }
}
