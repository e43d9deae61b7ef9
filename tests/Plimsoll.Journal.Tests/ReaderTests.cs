using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>Records from one number to another, though somebody adds to the journal meanwhile.</summary>
public sealed class ReaderTests
{
    [Fact, Trait("Criterion", "JRNL-004")]
    public void Any_part_can_be_read()
    {
        var device = new CrashDevice();
        var history = new History(11);
        Assert.True(history.Write(device, batches: 30));
        for (long from = 1; from <= history.Told; from += 3)
        {
            for (var to = from; to <= history.Told; to += 5)
            {
                var read = new List<long>();
                var summary = JournalReader.Read(device, from, to, record => read.Add(record.Sequence));

                Assert.Equal(Enumerable.Range((int)from, (int)(to - from + 1)).Select(i => (long)i), read);
                Assert.Equal(to, summary.LastSequence);
                Assert.Equal(ChainOf(device, to), summary.Chain.ToArray());
            }
        }

        Assert.Equal(1, JournalReader.First(device));
        Assert.Equal(1, JournalReader.First(new CrashDevice()));
        Assert.Equal(history.Told, JournalReader.Read(device, long.MaxValue, static _ => { }).LastSequence);
    }

    [Fact, Trait("Criterion", "JRNL-004")]
    public void What_comes_after_the_last_number_is_not_looked_at()
    {
        var device = new CrashDevice();
        var history = new History(12);
        Assert.True(history.Write(device, batches: 4));
        var name = device.List()[0];
        var bytes = device.BytesOf(name);
        bytes.AsSpan(bytes.AsSpan().LastIndexOfAnyExcept((byte)0) - 60, 50).Fill(7);

        Assert.Equal(history.Told - 1, JournalReader.Read(device, 1, history.Told - 1, static _ => { }).LastSequence);
        Assert.Throws<JournalCorruptedException>(() => JournalReader.Verify(device));
    }

    [Fact, Trait("Criterion", "JRNL-004")]
    public async Task A_writer_may_add_and_take_away_meanwhile()
    {
        var device = new CrashDevice();
        using var writer = JournalWriter.Open(device, History.Small, out _);
        long durable = 0;
        var isDone = false;
        var writing = Task.Run(
            () =>
            {
                for (var batch = 1; batch <= 1_500; batch++)
                {
                    for (var i = 0; i < 3; i++)
                    {
                        writer.Append(writer.NextSequence, History.Payload(writer.NextSequence));
                    }

                    writer.Commit();
                    Volatile.Write(ref durable, writer.DurableSequence);
                    if (batch % 100 == 0)
                        writer.RemoveBefore(writer.DurableSequence - 200);
                }

                Volatile.Write(ref isDone, true);
            },
            TestContext.Current.CancellationToken
        );

        var reads = 0;
        while (!Volatile.Read(ref isDone))
        {
            var to = Volatile.Read(ref durable);
            var expected = Math.Max(1, to - 50);
            if (to == 0)
                continue;

            try
            {
                JournalReader.Read(
                    device,
                    expected,
                    to,
                    record =>
                    {
                        Assert.Equal(expected++, record.Sequence);
                        Assert.Equal(History.Payload(record.Sequence), record.Payload.ToArray());
                    }
                );
                Assert.Equal(to + 1, expected);
                reads++;
            }
            catch (ArgumentOutOfRangeException) when (Volatile.Read(ref durable) > to + 100)
            {
                // Overtaken: what was asked for is gone.
            }
            catch (FileNotFoundException) when (Volatile.Read(ref durable) > to + 100)
            {
                // The same, between the look at the list and the look at the file.
            }
        }

        await writing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(reads > 10, $"{reads} reads");
    }

    [Fact, Trait("Criterion", "JRNL-005")]
    public void A_folder_in_use_can_be_looked_at_and_not_changed()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-look-").FullName;
        try
        {
            using var taken = FileStorage.Take(folder);
            using var writer = JournalWriter.Open(taken, History.Small, out _);
            writer.Append(1, History.Payload(1));
            writer.Commit();
            using var look = ReadOnlyStorage.Look(folder);

            Assert.Equal(1, JournalReader.Verify(look).LastSequence);
            Assert.Throws<NotSupportedException>(() => look.Create("new"));
            Assert.Throws<NotSupportedException>(() => look.Delete(look.List()[0]));
            Assert.Throws<NotSupportedException>(() => look.Rename(look.List()[0], "new"));
            Assert.Throws<NotSupportedException>(() => look.Open(look.List()[0], isWritable: true));
            Assert.Throws<DirectoryNotFoundException>(() => ReadOnlyStorage.Look(Path.Combine(folder, "nowhere")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] ChainOf(CrashDevice device, long sequence)
    {
        byte[] chain = [];
        JournalReader.Read(
            device,
            1,
            record =>
            {
                if (record.Sequence == sequence)
                    chain = record.Chain.ToArray();
            }
        );
        return chain;
    }
}
