using Plimsoll.Journal.Segments;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>Whatever fails, and whenever: what was told of is there, once and in order, or the start stops and says where.</summary>
public sealed class CrashTests
{
    [Fact, Trait("Criterion", "JRNL-010")]
    public void Power_that_fails_before_any_operation_loses_nothing_that_was_told_of() => LosePower(seeds: 12, isBeside: false);

    [Fact, Trait("Criterion", "JRNL-015")]
    public void Power_that_fails_while_the_next_segment_is_made_beside_loses_nothing_that_was_told_of() =>
        LosePower(seeds: 6, isBeside: true);

    [Fact, Trait("Criterion", "JRNL-011")]
    public void Whichever_operation_fails_nothing_that_was_told_of_is_lost_and_it_goes_on() => Fail(seeds: 4, isBeside: false);

    [Fact, Trait("Criterion", "JRNL-015")]
    public void Whichever_operation_fails_while_the_next_segment_is_made_beside_nothing_is_lost() => Fail(seeds: 2, isBeside: true);

    private static void LosePower(int seeds, bool isBeside)
    {
        var (losses, unfinished) = (0, 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var operations = Operations(seed, isBeside);
            for (var moment = 0; moment < operations; moment++)
            {
                var device = new CrashDevice { LosesPowerAt = moment, IsDirect = seed % 2 == 1 };
                var history = new History(seed);
                history.Write(device, batches: 12, isBeside: isBeside);
                var dice = new Random((seed * 1_000) + moment);
                foreach (var arrives in new[] { 0, 30, 60, 100 })
                {
                    var found = device.AfterPowerLoss(dice, arrives);
                    unfinished += GoOn(found, history.Told, seed);
                    losses++;
                }
            }
        }

        Assert.True(losses > 500 && unfinished > 50, $"{losses} losses of power, {unfinished} unfinished tails");
    }

    private static void Fail(int seeds, bool isBeside)
    {
        var failures = 0;
        foreach (var (isInPart, lasts) in new[] { (false, 1), (true, 1), (true, 4) })
        {
            for (var seed = 1; seed <= seeds; seed++)
            {
                var operations = Operations(seed, isBeside);
                for (var place = 0; place < operations; place++)
                {
                    foreach (var continues in new[] { false, true })
                    {
                        var device = new CrashDevice
                        {
                            IsDirect = seed % 2 == 1,
                            FailsAt = place,
                            FailsFor = lasts,
                            FailsInPart = isInPart,
                        };
                        var history = new History(seed);
                        var isDone = history.Write(device, batches: 12, continues, isBeside);
                        failures += isDone ? 0 : 1;
                        // A crash of the process alone, and one of the machine.
                        GoOn(device.AfterPowerLoss(new Random(place), 100), history.Told, seed);
                        GoOn(device.AfterPowerLoss(new Random(place), 40), history.Told, seed);
                        device.FailsAt = -1;
                        GoOn(device, history.Told, seed);
                    }
                }
            }
        }

        Assert.True(failures > 50, $"{failures} failures");
    }

    [Fact, Trait("Criterion", "JRNL-012")]
    public void After_a_failed_sync_what_is_read_back_is_written_again_before_it_counts()
    {
        // The batch can still be read, but the device has none of it, and a second sync would say it had.
        var device = new CrashDevice { IsDirect = false };
        using (var writer = JournalWriter.Open(device, History.Small, out _))
        {
            writer.Append(1, History.Payload(1));
            writer.Commit();
            writer.Append(2, History.Payload(2));
            device.FailsAt = device.Operations + 1;
            Assert.Throws<JournalUnavailableException>(writer.Commit);
            Assert.Throws<JournalUnavailableException>(writer.Commit);
            Assert.Throws<JournalUnavailableException>(() => writer.Append(3, []));
        }

        device.FailsAt = -1;
        long told;
        using (var writer = JournalWriter.Open(device, History.Small, out _))
        {
            told = writer.DurableSequence;
        }

        Assert.Equal(2, told);
        Assert.Equal(2, History.Check(device.AfterPowerLoss(new Random(1), 0), told));
    }

    [Fact, Trait("Criterion", "JRNL-013")]
    public void A_tail_torn_at_any_byte_is_cut_or_the_start_stops()
    {
        var device = new CrashDevice();
        var history = new History(5);
        history.Write(device, batches: 6);
        var name = device.List().Last(each => SegmentHeader.NumberOf(each) is not null);
        var whole = device.BytesOf(name);
        var end = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        var (cut, stopped) = (0, 0);
        for (var torn = SegmentHeader.Size; torn < end; torn++)
        {
            foreach (var isShort in new[] { false, true })
            {
                var copy = device.Copy();
                var bytes = (byte[])whole.Clone();
                // A file that is short is none that a crash leaves; of before, it did not say how long it was.
                if (isShort)
                    bytes.AsSpan(72, 16).Clear();

                bytes.AsSpan(torn).Clear();
                copy.Replace(name, isShort ? bytes[..torn] : bytes);
                try
                {
                    using (JournalWriter.Open(copy, History.Small, out var summary))
                    {
                        Assert.True(summary.LastSequence < history.Told);
                    }

                    History.Check(copy, 0);
                    cut++;
                }
                catch (JournalCorruptedException)
                {
                    stopped++;
                }
            }
        }

        // A record whose last byte arrived arrived whole, unless another part of it is missing.
        Assert.True(cut > 100 && stopped == 0, $"{cut} cut, {stopped} stopped");
    }

    [Fact, Trait("Criterion", "JRNL-014")]
    public void A_bit_that_flips_stops_the_start_with_its_place_or_changes_nothing_that_counts()
    {
        var device = new CrashDevice();
        var history = new History(6);
        history.Write(device, batches: 10);
        var dice = new Random(6);
        var (stopped, harmless) = (0, 0);
        foreach (var name in device.List().Where(each => SegmentHeader.NumberOf(each) is not null))
        {
            var whole = device.BytesOf(name);
            var used = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
            for (var round = 0; round < 1_500; round++)
            {
                var copy = device.Copy();
                var bytes = (byte[])whole.Clone();
                var place = dice.Next(Math.Min(whole.Length, used + 64));
                bytes[place] ^= (byte)(1 << dice.Next(8));
                copy.Replace(name, bytes);
                try
                {
                    History.Check(copy, history.Told);
                    using (JournalWriter.Open(copy, History.Small, out _)) { }

                    History.Check(copy, history.Told);
                    harmless++;
                }
                catch (JournalCorruptedException thrown)
                {
                    Assert.Equal(bytes, copy.BytesOf(name));
                    Assert.Contains("journal-", thrown.File, StringComparison.Ordinal);
                    stopped++;
                }
            }
        }

        Assert.True(stopped > 1_000 && harmless > 10, $"{stopped} stopped, {harmless} harmless");
    }

    [Fact, Trait("Criterion", "JRNL-014")]
    public void A_segment_that_is_gone_is_missed()
    {
        var device = new CrashDevice();
        var history = new History(7);
        history.Write(device, batches: 30);
        var names = device.List().Where(name => SegmentHeader.NumberOf(name) is not null).ToList();
        foreach (var gone in names[1..^1])
        {
            var copy = device.Copy();
            copy.Delete(gone);

            Assert.Throws<JournalCorruptedException>(() => JournalReader.Verify(copy));
            // A writer needs the newest alone; it takes nothing away.
            JournalWriter.Open(copy, History.Small, out _).Dispose();
            Assert.Equal(names.Where(name => name != gone), copy.List().Where(name => SegmentHeader.NumberOf(name) is not null));
            Assert.Throws<JournalCorruptedException>(() => History.Check(copy, history.Told));
        }
    }

    /// <summary>Opens what is there, checks it, writes more and checks again.</summary>
    private static int GoOn(CrashDevice device, long told, int seed)
    {
        var found = History.Check(device, told);
        var next = new History(seed + 100);
        int unfinished;
        using (JournalWriter.Open(device, History.Small, out var summary))
        {
            Assert.Equal(found, summary.LastSequence);
            unfinished = summary.UnfinishedBytes > 0 ? 1 : 0;
        }

        Assert.True(next.Write(device, batches: 3));
        History.Check(device, next.Told);
        Assert.Equal(0, JournalReader.Verify(device).UnfinishedBytes);
        return unfinished;
    }

    private static int Operations(int seed, bool isBeside)
    {
        var device = new CrashDevice { IsDirect = seed % 2 == 1 };
        Assert.True(new History(seed).Write(device, batches: 12, isBeside: isBeside));
        return device.Operations;
    }
}
