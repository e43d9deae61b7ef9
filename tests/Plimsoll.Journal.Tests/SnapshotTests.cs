using Plimsoll.Journal.Snapshots;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>A snapshot is whole or is not there, and an older one answers for a damaged one.</summary>
public sealed class SnapshotTests
{
    private static readonly byte[] Hash = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact, Trait("Criterion", "JRNL-020")]
    public void The_latest_whole_snapshot_is_read_and_damaged_ones_are_named()
    {
        var device = new CrashDevice();
        var store = new SnapshotStore(device);
        Assert.Null(store.ReadLatest(out _));
        store.Write(10, 7, Hash, Content(10));
        store.Write(20, 8, Hash, Content(20));

        var latest = store.ReadLatest(out var damaged)!;
        Assert.Equal((20, 8, 0), (latest.Sequence, latest.Time, damaged.Count));
        Assert.Equal(Content(20), latest.Content.ToArray());
        Assert.Equal(Hash, latest.Chain.ToArray());

        var name = device.List()[^1];
        var whole = device.BytesOf(name);
        for (var place = 0; place < whole.Length; place++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[place] ^= 4;
            device.Replace(name, bytes);

            // The zeros at the header's end carry nothing.
            var found = store.ReadLatest(out damaged)!;
            Assert.True(
                found.Sequence == 10 && damaged is [var problem] && problem.StartsWith(name, StringComparison.Ordinal)
                    || place is >= 108 and < 128,
                $"byte {place}"
            );
        }
    }

    [Fact, Trait("Criterion", "JRNL-021")]
    public void Whatever_fails_and_whenever_there_is_the_old_snapshot_or_the_new_one()
    {
        var (old, renewed) = (0, 0);
        for (var moment = 0; moment < 8; moment++)
        {
            foreach (var isPower in new[] { false, true })
            {
                var device = new CrashDevice();
                var store = new SnapshotStore(device);
                store.Write(10, 7, Hash, Content(10));
                var before = device.Operations;
                (device.FailsAt, device.LosesPowerAt) = isPower ? (-1, before + moment) : (before + moment, -1);
                var isWritten = Try(() => store.Write(20, 8, Hash, Content(20)));
                foreach (var arrives in new[] { 0, 50, 100 })
                {
                    var after = device.AfterPowerLoss(new Random(moment), arrives);
                    var found = new SnapshotStore(after).ReadLatest(out var damaged)!;
                    Assert.Empty(damaged);
                    Assert.True(found.Sequence == 20 || !isWritten);
                    Assert.Equal(Content(found.Sequence), found.Content.ToArray());
                    _ = found.Sequence == 10 ? old++ : renewed++;

                    new SnapshotStore(after).Write(30, 9, Hash, Content(30));
                    Assert.Equal(30, new SnapshotStore(after).ReadLatest(out _)!.Sequence);
                }
            }
        }

        Assert.True(old > 5 && renewed > 5, $"{old} old, {renewed} new");
    }

    [Fact, Trait("Criterion", "JRNL-022")]
    public void The_journal_is_kept_from_the_oldest_whole_snapshot_that_is_kept()
    {
        var device = new CrashDevice();
        var store = new SnapshotStore(device);
        Assert.Equal(1, store.KeepLatest(2));
        foreach (var sequence in new[] { 10, 20, 30, 40 })
        {
            store.Write(sequence, 1, Hash, Content(sequence));
        }

        device.Replace(device.List()[^1], [1, 2, 3]);

        // 40 is damaged, so 30 and 20 are the two that count.
        Assert.Equal(21, store.KeepLatest(2));
        Assert.Equal([40, 30, 20], store.List());
    }

    [Fact, Trait("Criterion", "JRNL-022")]
    public void A_damaged_snapshot_lets_neither_an_older_one_go_nor_a_record()
    {
        var device = new CrashDevice();
        var store = new SnapshotStore(device);
        foreach (var sequence in new[] { 10, 20, 30, 40 })
        {
            store.Write(sequence, 1, Hash, Content(sequence));
        }

        foreach (var name in device.List().TakeLast(2))
        {
            device.Replace(name, [1, 2, 3]);
        }

        // Four files, and two that count: three are wanted, so all of it stays.
        Assert.Equal(1, store.KeepLatest(3));
        Assert.Equal([40, 30, 20, 10], store.List());
        store.Write(50, 1, Hash, Content(50));
        Assert.Equal(11, store.KeepLatest(3));
        store.Write(60, 1, Hash, Content(60));
        Assert.Equal(21, store.KeepLatest(3));
        Assert.Equal([60, 50, 40, 30, 20], store.List());
    }

    private static byte[] Content(long sequence)
    {
        var content = new byte[2_000];
        new Random((int)sequence).NextBytes(content);
        return content;
    }

    private static bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception cause) when (cause is JournalUnavailableException or CrashDevice.PowerLossException)
        {
            return false;
        }
    }
}
