using System.Buffers.Binary;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>Writes records whose contents follow from their numbers, and remembers which of them somebody was told of.</summary>
internal sealed class History(int seed)
{
    public static readonly JournalOptions Small = new() { SegmentBytes = 4 << 10 };

    private readonly Random _dice = new(seed);

    /// <summary>The latest record that a commit returned for.</summary>
    public long Told { get; private set; }

    /// <summary>Opens the journal and writes batches of records until the device refuses, or there are enough.</summary>
    /// <param name="storage">Where.</param>
    /// <param name="batches">How many are enough.</param>
    /// <param name="continues">Whether it goes on after a failure.</param>
    /// <param name="isBeside">Whether another thread makes the next segment in the midst of a commit.</param>
    /// <returns>Whether there were enough.</returns>
    public bool Write(IJournalStorage storage, int batches, bool continues = false, bool isBeside = false)
    {
        JournalWriter? writer = null;
        var watched = new WatchedStorage(storage);
        try
        {
            writer = JournalWriter.Open(watched, Small, out _);
            if (isBeside)
                watched.InTheMidst = () => PrepareBeside(writer);

            Told = Math.Max(Told, writer.DurableSequence);
            for (var batch = 0; batch < batches; batch++)
            {
                for (var i = _dice.Next(1, 6); i > 0; i--)
                {
                    writer.Append(writer.NextSequence, Payload(writer.NextSequence));
                }

                Commit(writer, continues);
                Told = writer.DurableSequence;
                if (_dice.Next(4) == 0 && !isBeside)
                    writer.Prepare();
            }

            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
        catch (CrashDevice.PowerLossException)
        {
            return false;
        }
        finally
        {
            writer?.Dispose();
        }
    }

    /// <summary>What record a number holds: between none and about a thousand bytes, some of them zeros.</summary>
    public static byte[] Payload(long sequence)
    {
        var dice = new Random((int)sequence);
        var payload = new byte[dice.Next(5) == 0 ? dice.Next(1_000) : dice.Next(60)];
        dice.NextBytes(payload);
        if (dice.Next(3) == 0)
            payload.AsSpan(0, payload.Length / 2).Clear();

        if (payload.Length >= sizeof(long))
            BinaryPrimitives.WriteInt64LittleEndian(payload, sequence);

        return payload;
    }

    /// <summary>Reads it all: every record is the one that its number says, and none that was told of is missing.</summary>
    public static long Check(IJournalStorage storage, long told)
    {
        long from = 1;
        var expected = from;
        var summary = JournalReader.Read(
            storage,
            from,
            record =>
            {
                Assert.Equal(expected, record.Sequence);
                Assert.Equal(expected, record.Time);
                Assert.Equal(Payload(expected), record.Payload.ToArray());
                expected++;
            }
        );
        Assert.Equal(expected - 1, summary.LastSequence);
        Assert.True(summary.LastSequence >= told, $"record {told} was told of; the last one found is {summary.LastSequence}");
        return summary.LastSequence;
    }

    /// <summary>Now and then, and whether it succeeds or not: only the writer's own failures count.</summary>
    private void PrepareBeside(JournalWriter writer)
    {
        if (_dice.Next(4) != 0)
            return;

        var preparing = new Thread(() =>
        {
            try
            {
                writer.Prepare();
            }
            catch (Exception cause) when (cause is JournalUnavailableException or CrashDevice.PowerLossException)
            {
                // The writer makes it itself when it needs it.
            }
        });
        preparing.Start();
        Assert.True(preparing.Join(TimeSpan.FromSeconds(30)), "the writer and who prepares wait for each other");
    }

    private static void Commit(JournalWriter writer, bool continues)
    {
        try
        {
            writer.Commit();
        }
        catch (JournalUnavailableException) when (continues)
        {
            for (var again = 0; writer.HasFailed; again++)
            {
                try
                {
                    writer.Continue();
                }
                catch (JournalUnavailableException) when (again < 50) { }
            }
        }
    }
}
