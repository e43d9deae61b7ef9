using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Tests;

/// <summary>Appending to files of the system, past its cache where it can: the bytes are those of plain writes.</summary>
public sealed class AppendTests : IDisposable
{
    private const int Size = 1 << 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-append-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, Trait("Criterion", "JRNL-016")]
    [InlineData(1, 300)] // many within a block
    [InlineData(2, 9_000)] // over several
    [InlineData(3, 400_000)] // more than goes past the cache at once
    public void Appended_bytes_are_where_they_belong_and_nothing_else_changed(int seed, int most)
    {
        var dice = new Random(seed);
        var expected = new byte[Size];
        using var storage = FileStorage.Take(_folder);
        using (var made = storage.Create("some"))
        {
            made.Write(0, expected);
            made.Sync();
        }

        var file = storage.Open("some", isWritable: true);
        // As a segment is: appended to under a name that it did not have when it was opened, while another has its old one.
        storage.Rename("some", "other");
        storage.Create("some").Dispose();
        for (var at = 512; at < Size; )
        {
            var bytes = new byte[Math.Min(dice.Next(1, most), Size - at)];
            dice.NextBytes(bytes);
            bytes.CopyTo(expected, at);
            if (dice.Next(10) == 0)
                file.Write(at, bytes);
            else
                file.Append(at, bytes);

            at += bytes.Length;
            if (dice.Next(20) == 0)
            {
                file.Dispose();
                file = storage.Open("other", isWritable: true);
            }
        }

        Assert.Equal(expected, Bytes(file));
        file.Dispose();
        Assert.Equal(expected, File.ReadAllBytes(Path.Combine(_folder, "other")));
        Assert.Empty(File.ReadAllBytes(Path.Combine(_folder, "some")));
    }

    [Fact, Trait("Criterion", "JRNL-016")]
    public void What_follows_stays_zero_and_who_reads_meanwhile_sees_each_append()
    {
        using var storage = FileStorage.Take(_folder);
        using var file = storage.Create("some");
        file.Write(0, new byte[20_000]);
        file.Sync();
        using var reader = ReadOnlyStorage.Look(_folder);
        using var seen = reader.Open("some", isWritable: false);
        var expected = new byte[20_000];
        foreach (var (at, count) in new[] { (5_000, 96), (5_096, 4_000), (9_096, 904), (10_000, 10_000) })
        {
            expected.AsSpan(at, count).Fill((byte)(count % 251 + 1));
            file.Append(at, expected.AsSpan(at, count));

            Assert.Equal(expected, Bytes(seen));
        }

        Assert.Equal(20_000, file.Length);
    }

    private static byte[] Bytes(IJournalFile file)
    {
        var bytes = new byte[file.Length];
        Assert.Equal(bytes.Length, file.Read(0, bytes));
        return bytes;
    }
}
