using System.Security.Cryptography;
using Plimsoll.Journal.Segments;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>Sectors that read as zeros, files that lost their end: whatever a device loses of what was durable, nothing more is taken away, and nobody goes on without it.</summary>
public sealed class LostPartTests
{
    [Theory, Trait("Criterion", "JRNL-024"), InlineData(512), InlineData(4_096), InlineData(72), InlineData(1)]
    public void A_segment_whose_header_is_lost_stops_whoever_needs_it_and_stays_as_it_is(int zeros)
    {
        var device = Written(out var told);
        foreach (var name in Segments(device))
        {
            var first = FirstOf(device, name);
            var hurt = device.Copy();
            var bytes = hurt.BytesOf(name);
            // The first of one is the first letter of its mark.
            bytes.AsSpan(0, zeros).Clear();
            var before = Bytes(hurt);

            var opened = Assert.Throws<JournalCorruptedException>(() => JournalWriter.Open(hurt, History.Small, out _));
            var verified = Assert.Throws<JournalCorruptedException>(() => JournalReader.Verify(hurt));
            var replicated = Assert.Throws<JournalCorruptedException>(() => JournalReader.Read(hurt, told, told, static _ => { }));

            Assert.All([opened, verified, replicated], each => Assert.Equal((name, 0L), (each.File, each.Offset)));
            Assert.Contains($"{name}, byte 0: expected the 512 bytes of a segment's header", opened.Message, StringComparison.Ordinal);
            Assert.Contains("plimsoll journal restore memory", opened.Message, StringComparison.Ordinal);
            // What lies before it can be read, and looked at by the command that the message has.
            Assert.Contains(
                first > 1 ? "plimsoll journal inspect memory --from" : "journal verify",
                opened.Message,
                StringComparison.Ordinal
            );
            if (first > 1)
                Assert.Equal(first - 1, JournalReader.Read(hurt, 1, first - 1, static _ => { }).LastSequence);

            Assert.Equal(before, Bytes(hurt));
        }
    }

    [Fact, Trait("Criterion", "JRNL-024")]
    public void A_journal_that_has_lost_all_headers_does_not_become_a_new_one()
    {
        var device = Written(out _);
        foreach (var name in Segments(device))
        {
            device.BytesOf(name).AsSpan(0, 512).Clear();
        }

        var before = Bytes(device);

        Assert.Throws<JournalCorruptedException>(() => JournalWriter.Open(device, History.Small, out _));
        Assert.Throws<JournalCorruptedException>(() => JournalReader.First(device));
        Assert.Equal(before, Bytes(device));
    }

    [Fact, Trait("Criterion", "JRNL-024")]
    public void A_segment_that_is_shorter_than_it_was_made_stops_the_start_wherever_it_ends()
    {
        var device = Written(out var told);
        foreach (var name in Segments(device))
        {
            var whole = device.BytesOf(name);
            for (var length = 0; length < whole.Length; length += length < 600 ? 1 : 7)
            {
                var hurt = device.Copy();
                hurt.Replace(name, whole[..length]);
                var before = Bytes(hurt);

                var thrown = Assert.Throws<JournalCorruptedException>(() => JournalWriter.Open(hurt, History.Small, out _));

                Assert.Equal((name, length < 512 ? 0L : length), (thrown.File, thrown.Offset));
                Assert.Throws<JournalCorruptedException>(() => History.Check(hurt, told));
                Assert.Equal(before, Bytes(hurt));
            }
        }
    }

    /// <summary>Segments of before say nothing of their length: what is missing in the midst is missed, and an end that is short is cut as one of zeros is.</summary>
    [Fact, Trait("Criterion", "JRNL-008"), Trait("Criterion", "JRNL-024")]
    public void A_segment_that_does_not_say_its_length_is_read_as_before()
    {
        var device = Written(out var told);
        var names = Segments(device);
        foreach (var name in names)
        {
            device.BytesOf(name).AsSpan(72, 16).Clear();
        }

        Assert.Equal(told, History.Check(device, told));
        foreach (var name in names)
        {
            var whole = device.BytesOf(name);
            var end = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
            for (var length = 0; length < end; length += 13)
            {
                var hurt = device.Copy();
                hurt.Replace(name, whole[..length]);
                if (name != names[^1] || length < 512)
                {
                    Assert.Throws<JournalCorruptedException>(() => History.Check(hurt, told));
                    continue;
                }

                using var writer = JournalWriter.Open(hurt, History.Small, out var found);
                Assert.True(found.LastSequence < told && found.LastSequence >= FirstOf(device, name) - 1);
            }
        }
    }

    /// <summary>As a device loses them: any sectors of any segment read as zeros.</summary>
    [Fact, Trait("Criterion", "JRNL-014"), Trait("Criterion", "JRNL-024")]
    public void Sectors_of_zeros_stop_the_start_or_nothing_that_was_told_of_is_missing()
    {
        var device = Written(out var told);
        var names = Segments(device);
        var dice = new Random(8);
        var (stopped, whole, cut) = (0, 0, 0);
        for (var round = 0; round < 4_000; round++)
        {
            var hurt = device.Copy();
            var name = names[dice.Next(names.Count)];
            var bytes = hurt.BytesOf(name);
            for (var sectors = dice.Next(1, 4); sectors > 0; sectors--)
            {
                bytes.AsSpan(dice.Next(bytes.Length / 512) * 512, 512).Clear();
            }

            var before = Bytes(hurt);
            try
            {
                long last;
                using (JournalWriter.Open(hurt, History.Small, out var found))
                {
                    last = found.LastSequence;
                }

                History.Check(hurt, last);
                // That the end of the newest is zero, no journal can tell by itself.
                Assert.True(last == told || name == names[^1], $"{name}: {last} of {told}");
                _ = last == told ? whole++ : cut++;
            }
            catch (JournalCorruptedException)
            {
                // Where a start needs all of it, nothing was changed; what an older segment lacks is found by who reads it.
                Assert.True(name != names[^1] || before.SequenceEqual(Bytes(hurt)));
                stopped++;
            }
        }

        Assert.True(stopped > 1_000 && whole > 50 && cut > 20, $"{stopped} stopped, {whole} whole, {cut} cut");
    }

    [Fact, Trait("Criterion", "JRNL-024")]
    public void What_never_got_its_name_is_taken_away_and_put_aside_when_records_are_in_it()
    {
        var device = Written(out var told);
        using (var writer = JournalWriter.Open(device, History.Small, out _))
        {
            writer.Prepare();
        }

        Assert.Contains(SegmentSet.Spare, device.List());
        JournalWriter.Open(device, History.Small, out var empty).Dispose();
        Assert.Equal([SegmentSet.Spare], empty.Leftovers);
        Assert.DoesNotContain(device.List(), name => name.StartsWith("next", StringComparison.Ordinal));

        // A device that lost the name of a segment after it had said that it was durable.
        device.Rename(Segments(device)[^1], SegmentSet.Spare);
        var lost = device.BytesOf(SegmentSet.Spare);
        JournalWriter.Open(device, History.Small, out _).Dispose();

        Assert.Equal(lost, device.BytesOf(SegmentSet.Spare + ".apart"));
        Assert.DoesNotContain(SegmentSet.Spare, device.List());
        Assert.True(History.Check(device, 0) < told);
    }

    [Fact, Trait("Criterion", "JRNL-025")]
    public void All_that_is_damaged_is_found_each_in_its_own_segment()
    {
        var device = Written(out var told);
        var names = Segments(device);
        Assert.Empty(JournalSurvey.Of(device));
        Assert.True(names.Count > 5);
        device.BytesOf(names[0])[520] ^= 1;
        device.BytesOf(names[2]).AsSpan(0, 512).Clear();
        device.Delete(names[4]);

        var found = JournalSurvey.Of(device);

        Assert.Equal([names[0], names[2], names[3]], found.Select(each => each.Cause.File));
        Assert.Equal((1, FirstOf(device, names[1]) - 1), (found[0].First, found[0].Last));
        Assert.Equal((0, 0), (found[1].First, found[1].Last));
        Assert.Equal(FirstOf(device, names[5]) - 1, found[2].Last);
        Assert.Contains("a segment may be missing", found[2].Cause.Finding, StringComparison.Ordinal);
        Assert.True(found[2].Last < told);
    }

    [Fact, Trait("Criterion", "JRNL-025")]
    public void Damage_within_a_segment_goes_away_with_it()
    {
        var device = Written(out var told);
        using var writer = JournalWriter.Open(device, History.Small, out _);
        device.BytesOf(Segments(device)[1])[520] ^= 1;
        Assert.Single(JournalSurvey.Of(device));

        Assert.True(writer.RemoveBefore(told) > 1);

        Assert.Empty(JournalSurvey.Of(device));
    }

    [Fact, Trait("Criterion", "JRNL-024")]
    public void Of_a_damaged_journal_no_segment_is_removed()
    {
        var device = Written(out var told);
        using var writer = JournalWriter.Open(device, History.Small, out _);
        device.BytesOf(Segments(device)[2]).AsSpan(0, 512).Clear();
        var before = Bytes(device);

        Assert.Throws<JournalCorruptedException>(() => writer.RemoveBefore(told));

        Assert.Equal(before, Bytes(device));
    }

    private static CrashDevice Written(out long told)
    {
        var device = new CrashDevice();
        var history = new History(21);
        Assert.True(history.Write(device, batches: 30));
        told = history.Told;
        Assert.True(Segments(device).Count > 4);
        return device;
    }

    private static List<string> Segments(CrashDevice device) => [.. device.List().Where(name => SegmentHeader.NumberOf(name) is not null)];

    private static long FirstOf(CrashDevice device, string segment) => BitConverter.ToInt64(device.BytesOf(segment), 24);

    private static List<string> Bytes(CrashDevice device) =>
        [.. device.List().Select(name => $"{name} {Convert.ToHexString(SHA256.HashData(device.BytesOf(name)))}")];
}
