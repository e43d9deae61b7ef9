using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Journal.Tests;

/// <summary>Folders and files of the system: whose they are, what is durable, and what is said when they cannot be had.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-folder-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact, Trait("Criterion", "JRNL-018")]
    public void Folders_and_files_that_are_made_are_for_their_owner_alone()
    {
        var place = Path.Combine(_folder, "data", "journal");
        using (var storage = FileStorage.Take(place))
        using (var writer = JournalWriter.Open(storage, new() { SegmentBytes = 4 << 10 }, out _))
        {
            writer.Append(1, [1]);
            writer.Commit();
            writer.Prepare();
            new Snapshots.SnapshotStore(storage).Write(1, 1, writer.RunningHash, [1, 2, 3]);
        }

        Assert.Equal(4, Directory.GetFiles(place).Length);
        // Rights of this kind are those of Unix.
        if (OperatingSystem.IsWindows())
            return;

        const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var file in Directory.GetFiles(place))
        {
            Assert.Equal(File, System.IO.File.GetUnixFileMode(file));
        }

        Assert.Equal(File | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(place));
    }

    [Fact, Trait("Criterion", "JRNL-017")]
    public void Damage_is_told_with_its_path_and_with_commands_that_can_be_pasted()
    {
        var place = Path.Combine(_folder, "my data");
        using var storage = FileStorage.Take(place);
        using (var writer = JournalWriter.Open(storage, new() { SegmentBytes = 4 << 10 }, out _))
        {
            for (var time = 1; time <= 9; time++)
            {
                writer.Append(time, [1, 2, 3]);
                writer.Commit();
            }
        }

        // Of 88 bytes each, after 512: the seventh.
        var (file, seventh) = (Path.Combine(place, storage.List()[0]), 512 + (6 * 88));
        var bytes = File.ReadAllBytes(file);
        bytes[seventh + 3] ^= 1;
        File.WriteAllBytes(file, bytes);

        var thrown = Assert.Throws<JournalCorruptedException>(() => JournalWriter.Open(storage, new(), out _));

        Assert.StartsWith(
            $"{file}, byte {seventh}: expected record 7, which was durable when record 8",
            thrown.Message,
            StringComparison.Ordinal
        );
        Assert.Contains($"plimsoll journal verify '{place}';", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"plimsoll journal inspect '{place}' --from 3.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal((storage.List()[0], (long)seventh), (thrown.File, thrown.Offset));
    }

    [Fact, Trait("Criterion", "JRNL-018")]
    public void The_names_of_new_folders_are_durable_from_the_outermost_on()
    {
        var synced = new List<string>();
        var place = Path.Combine(_folder, "a", "b", "c");

        Assert.Equal(place, StoredFolder.Make(place, synced.Add));
        Assert.Equal([_folder, Path.Combine(_folder, "a"), Path.Combine(_folder, "a", "b")], synced);
        Assert.Equal(place, StoredFolder.Make(place, synced.Add));
        Assert.Equal(3, synced.Count);
        Assert.True(Directory.Exists(StoredFolder.Make(Path.Combine(place, "d"))));
    }

    [Theory, Trait("Criterion", "JRNL-005"), InlineData("file"), InlineData("lock")]
    public void A_folder_that_cannot_be_written_is_not_said_to_be_in_use(string what)
    {
        var place = Path.Combine(_folder, "it's here");
        // Nobody may write these, whoever he is.
        if (what == "file")
            File.WriteAllText(place, "");
        else
            Directory.CreateDirectory(Path.Combine(place, "lock"));

        var thrown = Assert.Throws<FolderNotWritableException>(() => FileStorage.Take(place));

        Assert.Contains("cannot be made or written", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("name another folder", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"plimsoll journal verify '{_folder}/it'\\''s here'", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Half a segment is of no use, and events and snapshots need the bytes.</summary>
    [Fact, Trait("Criterion", "JRNL-019")]
    public void A_segment_that_the_device_does_not_take_whole_gives_its_bytes_back()
    {
        var device = new CrashDevice { FailsInPart = true };
        using var writer = JournalWriter.Open(device, new() { SegmentBytes = 3 << 20 }, out _);
        writer.Append(1, [1]);
        writer.Commit();
        for (var place = 1; place < 8; place++)
        {
            device.FailsAt = device.Operations + place;

            Assert.Throws<JournalUnavailableException>(writer.Prepare);

            Assert.Equal(["journal-000000000001.segment"], device.List());
            Assert.False(writer.HasSpare);
        }

        device.FailsAt = -1;
        writer.Append(2, [2]);
        writer.Commit();
        writer.Prepare();
        Assert.True(writer.HasSpare);
    }
}
