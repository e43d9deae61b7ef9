using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>A restore keeps every record that can be proved, wherever it lies and whatever happened around it.</summary>
public sealed class RestoreTests
{
    [Theory, Trait("Criterion", "JRNL-023"), InlineData(512), InlineData(4)]
    public void A_header_that_is_lost_gives_up_no_record(int zeros)
    {
        var whole = Written(out var told);
        foreach (var name in Segments(whole))
        {
            var device = whole.Copy();
            device.BytesOf(name).AsSpan(0, zeros).Clear();

            var plan = JournalRestore.Plan(device, 3_000);
            plan.CarryOut();

            Assert.Equal((told, true, 0L), (plan.LastKept, plan.IsNeeded, plan.Behind));
            Assert.Equal(told, History.Check(device, told));
            GoesOn(device, told);
        }
    }

    /// <summary>The device took the records and lost the name under which they were to be found.</summary>
    [Fact, Trait("Criterion", "JRNL-023")]
    public void A_segment_that_lost_its_name_gives_up_no_record()
    {
        var device = Written(out var told);
        if (device.List().Contains(SegmentSet.Spare, StringComparer.Ordinal))
            device.Delete(SegmentSet.Spare);

        device.Rename(Segments(device)[^1], SegmentSet.Spare);

        var plan = JournalRestore.Plan(device, 3_000);
        plan.CarryOut();

        Assert.Equal((told, true), (plan.LastKept, plan.IsNeeded));
        Assert.Equal(told, History.Check(device, told));
        GoesOn(device, told);
    }

    /// <summary>Held against what is plainly there: a record is kept when its bytes still stand somewhere, and all before it back to a snapshot or the first record.</summary>
    [Fact, Trait("Criterion", "JRNL-023")]
    public void After_any_damage_the_longest_provable_run_of_records_is_kept()
    {
        var whole = Written(out var told);
        var records = Records(whole);
        var dice = new Random(5);
        var (nothing, kept, all) = (0, 0, 0);
        for (var round = 0; round < 1_500; round++)
        {
            var device = whole.Copy();
            long snapshot = dice.Next(3) == 0 ? 0 : dice.Next(1, (int)told + 1);
            if (snapshot > 0)
                new SnapshotStore(device).Write(snapshot, 1, records[(int)snapshot - 1].AsSpan()[^40..^8], [1]);

            for (var hurts = dice.Next(1, 4); hurts > 0; hurts--)
            {
                Hurt(device, dice);
            }

            var left = Segments(device).Select(device.BytesOf).ToList();
            var expected = snapshot;
            while (expected < told && left.Exists(bytes => bytes.AsSpan().IndexOf(records[(int)expected]) >= 0))
            {
                expected++;
            }

            if (expected == 0)
            {
                // Nothing is left of it, or what is left is whole and has nothing in it.
                Assert.Throws<JournalCorruptedException>(() => JournalRestore.Plan(device));
                nothing++;
                continue;
            }

            var plan = JournalRestore.Plan(device, 3_000);
            plan.CarryOut();

            Assert.True(plan.LastKept == expected, $"round {round}: {plan.LastKept} kept, {expected} can be");
            var first = JournalReader.First(device);
            Assert.InRange(first, 1, snapshot + 1);
            // As a start reads: what lies before the snapshot may be damaged.
            Assert.Equal(expected, JournalReader.Read(device, Math.Max(first, snapshot), static _ => { }).LastSequence);
            GoesOn(device, expected);
            var bytes = device.List().Select(device.BytesOf).ToList();
            Assert.All(left, each => Assert.Contains(bytes, now => now.AsSpan().StartsWith(each)));
            _ = expected == told ? all++ : kept++;
        }

        Assert.True(nothing > 10 && kept > 300 && all > 100, $"{nothing} nothing, {kept} in part, {all} all");
    }

    [Fact, Trait("Criterion", "JRNL-023")]
    public void Broken_off_at_any_operation_it_stops_the_start_until_it_is_done_again()
    {
        var whole = Written(out var told);
        whole.BytesOf(Segments(whole)[2]).AsSpan(0, 512).Clear();
        var (isDone, stopped) = (false, 0);
        for (var at = 0; !isDone; at++)
        {
            foreach (var arrives in new[] { 0, 50, 100 })
            {
                var device = whole.Copy();
                device.LosesPowerAt = at;
                try
                {
                    JournalRestore.Plan(device, 3_000).CarryOut();
                    isDone = true;
                }
                catch (CrashDevice.PowerLossException)
                {
                    // What is there after it is what a person goes on with.
                }

                device = device.AfterPowerLoss(new Random(at), arrives);
                try
                {
                    JournalWriter.Open(device.Copy(), History.Small, out var found).Dispose();
                    Assert.Equal(told, found.LastSequence);
                }
                catch (JournalCorruptedException)
                {
                    stopped++;
                }

                JournalRestore.Plan(device, 3_000).CarryOut();

                Assert.Equal(told, History.Check(device, told));
                GoesOn(device, told);
            }
        }

        Assert.True(stopped > 20, $"{stopped} stopped");
    }

    /// <summary>Others have the numbers of what was given up: it must not come back when the journal is damaged once more.</summary>
    [Fact, Trait("Criterion", "JRNL-023")]
    public void What_an_earlier_restore_gave_up_stays_given_up()
    {
        var device = Written(out var told);
        var names = Segments(device);
        var given = FirstOf(device, names[3]);
        // As an operator does who believes them lost.
        foreach (var name in names[3..])
        {
            device.Rename(name, name + ".apart");
        }

        JournalSummary found;
        using (var writer = JournalWriter.Open(device, History.Small, out found))
        {
            Assert.Equal(given - 1, found.LastSequence);
            for (var i = 0; i < 40; i++)
            {
                writer.Append(1_000 + writer.NextSequence, [7]);
                writer.Commit();
            }
        }

        // The first that came instead is damaged; the one that was given up would follow as well, and thirty more.
        var place = (int)found.End;
        Assert.True(told > given + 30 && device.BytesOf(found.NewestSegment)[place] > 0);
        device.BytesOf(found.NewestSegment)[place] ^= 1;

        var plan = JournalRestore.Plan(device);
        plan.CarryOut();

        Assert.Equal(given - 1, plan.LastKept);
        GoesOn(device, given - 1);
    }

    private static void GoesOn(CrashDevice device, long last)
    {
        Assert.False(JournalRestore.Plan(device).IsNeeded);
        using (var writer = JournalWriter.Open(device, History.Small, out var found))
        {
            Assert.Equal(last, found.LastSequence);
            for (var i = 0; i < 3; i++)
            {
                writer.Append(writer.NextSequence, History.Payload(writer.NextSequence));
                writer.Commit();
            }
        }

        Assert.Equal(last + 3, JournalReader.Read(device, last + 1, static _ => { }).LastSequence);
    }

    private static void Hurt(CrashDevice device, Random dice)
    {
        if (Segments(device) is not [_, ..] names)
            return;

        var name = names[dice.Next(names.Count)];
        var bytes = device.BytesOf(name);
        if (bytes.Length < 512)
            return;

        switch (dice.Next(6))
        {
            case 0:
                bytes[dice.Next(bytes.Length)] ^= (byte)(1 << dice.Next(8));
                break;
            case 1:
                bytes.AsSpan(0, 512).Clear();
                break;
            case 2:
                bytes.AsSpan(dice.Next(bytes.Length / 512) * 512, 512).Clear();
                break;
            case 3:
                device.Replace(name, bytes[..dice.Next(bytes.Length)]);
                break;
            case 4:
                bytes[dice.Next(88)] ^= 1;
                break;
            default:
                device.Delete(name);
                break;
        }
    }

    /// <summary>The bytes of every record, by its number less one.</summary>
    private static List<byte[]> Records(CrashDevice device)
    {
        var found = new List<byte[]>();
        foreach (var name in Segments(device))
        {
            var bytes = device.BytesOf(name);
            for (var at = 512; RecordForm.TryReadHead(bytes.AsSpan(at), out var head); at += RecordForm.SizeOf(head.Length))
            {
                Assert.Equal(found.Count + 1, head.Sequence);
                found.Add(bytes[at..(at + RecordForm.SizeOf(head.Length))]);
            }
        }

        return found;
    }

    private static CrashDevice Written(out long told)
    {
        var device = new CrashDevice();
        var history = new History(22);
        Assert.True(history.Write(device, batches: 40));
        told = history.Told;
        Assert.True(Segments(device).Count > 4);
        return device;
    }

    private static List<string> Segments(CrashDevice device) => [.. device.List().Where(name => SegmentHeader.NumberOf(name) is not null)];

    private static long FirstOf(CrashDevice device, string segment) => BitConverter.ToInt64(device.BytesOf(segment), 24);
}
