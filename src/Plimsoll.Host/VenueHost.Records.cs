using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Pipeline;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host;

/// <content>The clock of the records, what a start looks at first, the record that a bug shows at, and the records that the host writes of itself.</content>
public sealed partial class VenueHost
{
    /// <summary>What stamps records. Whatever is compared with a record's time is read from it. For any thread.</summary>
    public SteadyClock Clock { get; private init; } = null!;

    /// <summary>The record at which the engine found that bug, and its kind, once <see cref="Halted"/> has ended; null when it was beside all records. A start of the same program stops there too.</summary>
    public (long Sequence, string What)? HaltedAt => _halt.Record;

    /// <summary>Before a start changes anything.</summary>
    private static void Judge(IJournalStorage journal, IJournalStorage events, JournalSummary found)
    {
        JournalEnd.Require(journal, events, found);
        JournalSkip.List(journal);
    }

    private static void Begin(JournalWriter writer, EventStream stream, HostOptions options)
    {
        _ = new MarginEngine(options.Venue); // Refuses rules that are out of range, before they are the first record.
        stream.Begin();
        var at = options.Clock.Now();
        var entry = HostEntry.Open(new ChangeVenue(at, options.Venue, at));
        writer.Append(at.Nanoseconds, new EntryEncoder().Encode(entry));
        writer.Commit();
    }

    /// <summary>Every start is a record: which version goes on, and from which hash; before it what a restore gave up since, and what was left out on the way, when it is passed for the first time.</summary>
    /// <returns>Null when it is durable and applied; else the batch that waits until the device takes it, and what the device said: questions are answered meanwhile.</returns>
    private static (RequestBatch Batch, string Problem)? WriteStart(
        JournalWriter writer,
        Recovered built,
        RestoredJournal? restored,
        EventStream stream,
        HostOptions options
    )
    {
        var (machine, now) = (built.Machine, options.Clock.Now());
        var batch = new RequestBatch();
        batch.Begin(writer.NextSequence, now < machine.Now ? machine.Now : now);
        if (restored is not null)
            batch.Add(new(HostEntry.Restore(restored.From, restored.To), null, 0, 0));

        foreach (var skip in built.Untold)
        {
            batch.Add(new(HostEntry.Skip(skip.Sequence, skip.Reason), null, 0, 0));
        }

        batch.Add(new(HostEntry.Start(options.Version, machine.Engine.EventHash.ToArray()), null, 0, 0));
        var encoder = new EntryEncoder();
        for (var i = 0; i < batch.Count; i++)
        {
            writer.Append(batch.At.Nanoseconds, encoder.Encode(batch.Requests[i].Entry));
        }

        try
        {
            writer.Commit();
        }
        catch (JournalUnavailableException cause)
        {
            return (batch, cause.Message);
        }

        for (var i = 0; i < batch.Count; i++)
        {
            var entry = batch.Requests[i].Entry;
            machine.Apply(batch.FirstSequence + i, batch.At, entry);
            stream.Add(machine, 0, entry.Kind, 0, 0);
        }

        stream.Publish();
        stream.Settle();
        return null;
    }

    /// <summary>A record of the host itself.</summary>
    private static void Append(JournalWriter writer, VenueMachine machine, EventStream stream, HostOptions options, in HostEntry entry)
    {
        var now = options.Clock.Now();
        var at = now < machine.Now ? machine.Now : now;
        var sequence = writer.Append(at.Nanoseconds, new EntryEncoder().Encode(entry));
        writer.Commit();
        machine.Apply(sequence, at, entry);
        stream.Add(machine, 0, entry.Kind, 0, 0);
        stream.Publish();
    }

    /// <summary>An orderly stop says of the last record that it was applied, and how the engine stood then: else only the next start would, and none that a record stops.</summary>
    /// <returns>Whether there was anything to say, and it is durable. Nobody else writes any more.</returns>
    private bool WriteLastWitness()
    {
        if (_machine.Sequence == _started)
            return false;

        try
        {
            lock (_engine)
            {
                var witness = HostEntry.Witness(_machine.Sequence, _machine.Engine.EventHash.ToArray());
                Append(_writer, _machine, Events, _options, witness);
            }

            return true;
        }
        catch (Exception)
        {
            // Whatever the device did: the journal ends as it does after a kill, and a stop goes on.
            return false;
        }
    }

    /// <summary>So that the next start finds all of it in a snapshot; given up when it takes too long.</summary>
    private void TakeLastSnapshot()
    {
        if (_options.SnapshotAtStopWithin == TimeSpan.Zero || _options is { SnapshotEvery: 0, SnapshotAfter.Ticks: 0 })
            return;

        using var limit = new CancellationTokenSource(_options.SnapshotAtStopWithin);
        _snapshots.Take(_machine.Sequence, _machine.Engine.EventHash.ToArray(), limit.Token);
    }
}
