using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Host.Stream;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>What has to hold after any failure, asked of a host that was started again and of a replay of its journal that shares nothing with it.</summary>
internal static class Promises
{
    public static void Check(VenueHost host, Venue venue, Clients clients)
    {
        var (sequence, eventHash, stateHash) = host.Read(machine =>
            (machine.Sequence, machine.Engine.EventHash.ToArray(), machine.Engine.StateHash())
        );
        var answers = new Dictionary<(int, string), Outcome>();
        var events = new Dictionary<long, byte[]>();
        // From the first record when it is kept; else from the oldest snapshot, and what came before was checked by who took it.
        var hasAll = venue.Journal.List().Contains("journal-000000000001.segment");
        var (machine, _, _) = JournalReplay.Build(
            venue.Journal,
            sequence,
            usesSnapshots: !hasAll,
            observer: (each, entry, outcome) =>
            {
                events[each.Sequence] = each.Events.Bytes.ToArray();
                if (entry.IdempotencyKey is { } key && !outcome.IsRepeat)
                    Assert.True(answers.TryAdd((entry.Actor, key), outcome), $"{entry.Actor} {key} took effect twice");
            }
        );

        Assert.Equal(eventHash, machine.Engine.EventHash.ToArray());
        Assert.Equal(stateHash, machine.Engine.StateHash());
        foreach (var ((client, number), told) in clients.Told)
        {
            if (hasAll)
                Assert.Equal(told with { IsRepeat = false }, answers[(client, $"k-{number}")]);
            else if (answers.TryGetValue((client, $"k-{number}"), out var found))
                Assert.Equal(told with { IsRepeat = false }, found);

            var again = host.SubmitAsync(Venue.Request(client, number)).WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
            Assert.Equal(told with { IsRepeat = true }, again);
        }

        RequireSums(machine.Engine);
        RequireStream(host, sequence, events);
    }

    /// <summary>Money and positions add up to nothing over all accounts.</summary>
    private static void RequireSums(MarginEngine engine)
    {
        for (byte asset = 0; asset < engine.AssetCount; asset++)
        {
            Int128 total = 0;
            for (var account = 0; account < engine.AccountCount; account++)
            {
                total += engine.Balance(new(account), new AssetId(asset)).Units;
            }

            Assert.Equal(Int128.Zero, total);
        }

        long open = 0;
        for (var account = 0; account < engine.AccountCount; account++)
        {
            open += engine.PositionOf(new AccountId(account), HostWorld.Perpetual).Quantity.Units;
        }

        Assert.Equal(0, open);
    }

    /// <summary>The stream has every record from its first to its last, with the events that a replay makes.</summary>
    private static void RequireStream(VenueHost host, long to, Dictionary<long, byte[]> expected)
    {
        Assert.Equal(1, host.Events.FirstSequence);
        var cursor = host.Events.Read(1);
        var buffer = new EventBuffer();
        for (long next = 1; next <= to; next++)
        {
            Assert.True(cursor.TryRead(out StreamRecord record), $"record {next} is not in the stream");
            Assert.Equal(next, record.Sequence);
            record.ReadEvents(buffer);
            if (expected.TryGetValue(next, out var bytes))
                Assert.Equal(bytes, buffer.Bytes.ToArray());
        }
    }
}
