using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>What is written is read, over as many segments and starts as it takes.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact, Trait("Criterion", "JRNL-001"), Trait("Criterion", "JRNL-002")]
    public void Records_of_many_starts_and_segments_are_read_in_order_from_files()
    {
        var history = new History(1);
        for (var start = 0; start < 4; start++)
        {
            using var storage = FileStorage.Take(_folder);
            Assert.True(history.Write(storage, batches: 20));
        }

        using var read = FileStorage.Take(_folder);
        var last = History.Check(read, history.Told);
        var summary = JournalReader.Verify(read);

        Assert.True(last > 150 && summary.Segments > 5, summary.ToString());
        Assert.Equal((1, last, 0), (summary.FirstSequence, summary.LastSequence, summary.UnfinishedBytes));
    }

    [Fact, Trait("Criterion", "JRNL-003")]
    public void The_running_hash_depends_on_the_records_alone()
    {
        var (few, many) = (new CrashDevice(), new CrashDevice());
        Write(few, batch: 1, Options(4 << 10));
        Write(many, batch: 50, Options(1 << 20));

        Assert.Equal(JournalReader.Verify(few).Chain.ToArray(), JournalReader.Verify(many).Chain.ToArray());
        Assert.NotEqual(few.List().Count, many.List().Count);
    }

    [Fact, Trait("Criterion", "JRNL-004")]
    public void Reading_begins_where_it_is_asked_to_and_old_segments_can_go()
    {
        var device = new CrashDevice();
        var history = new History(2);
        history.Write(device, batches: 60);
        var files = device.List().Count;
        using (var writer = JournalWriter.Open(device, History.Small, out var summary))
        {
            Assert.Equal(history.Told, summary.LastSequence);
            Assert.True(writer.RemoveBefore(100) > 2);
        }

        var oldest = JournalReader.Verify(device).FirstSequence;
        var first = 0L;
        JournalReader.Read(device, 100, record => first = first == 0 ? record.Sequence : first);

        Assert.Equal(100, first);
        Assert.InRange(oldest, 2, 100);
        Assert.True(device.List().Count < files);
        Assert.Throws<ArgumentOutOfRangeException>(() => JournalReader.Read(device, oldest - 1, _ => { }));
    }

    [Fact, Trait("Criterion", "JRNL-005")]
    public void A_folder_belongs_to_one_at_a_time()
    {
        using var storage = FileStorage.Take(_folder);

        var thrown = Assert.Throws<JournalInUseException>(() => FileStorage.Take(_folder));

        Assert.Contains("in use by another process", thrown.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "JRNL-006")]
    public void A_batch_larger_than_a_segment_gets_one_of_its_size()
    {
        var device = new CrashDevice();
        using (var writer = JournalWriter.Open(device, History.Small, out _))
        {
            writer.Append(1, new byte[10_000]);
            writer.Append(2, new byte[5_000]);
            writer.Commit();
            writer.Append(3, [7]);
            writer.Commit();
        }

        Assert.Equal(3, JournalReader.Verify(device).LastSequence);
    }

    [Fact, Trait("Criterion", "JRNL-007")]
    public void Appending_and_committing_allocates_nothing_while_a_segment_lasts()
    {
        using var storage = FileStorage.Take(_folder);
        using var writer = JournalWriter.Open(storage, new() { SegmentBytes = 1 << 20 }, out _);
        var payload = new byte[100];
        Append(writer, payload, 100);
        writer.Commit();

        // Where the runtime puts a method in another form just then, that counts too: once of three times it must be nothing.
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var batch = 0; batch < 10; batch++)
            {
                Append(writer, payload, 100);
                writer.Commit();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact, Trait("Criterion", "JRNL-008")]
    public void The_form_of_version_1_stays_readable()
    {
        // Made once by this code, and kept: three records in a segment of 4 KiB, without the zeros at its end.
        var device = new CrashDevice();
        using (var file = device.Create(SegmentHeader.NameOf(1)))
        {
            var kept = Convert.FromHexString(string.Concat(File.ReadAllLines(Kept())));
            file.Write(0, [.. kept, .. new byte[4096 - kept.Length]]);
        }

        Assert.Equal(3, History.Check(device, 3));
    }

    private static void Append(JournalWriter writer, byte[] payload, int count)
    {
        for (var i = 0; i < count; i++)
        {
            writer.Append(1_600_000_000_000_000_000 + i, payload);
        }
    }

    private static void Write(CrashDevice device, int batch, JournalOptions options)
    {
        using var writer = JournalWriter.Open(device, options, out _);
        for (var sequence = 1; sequence <= 200; sequence++)
        {
            writer.Append(sequence, History.Payload(sequence));
            if (sequence % batch == 0)
                writer.Commit();
        }
    }

    private static JournalOptions Options(int bytes) => new() { SegmentBytes = bytes };

    private static string Kept([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "segment-format-1.hex");
}
