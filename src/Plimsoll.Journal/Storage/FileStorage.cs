namespace Plimsoll.Journal.Storage;

/// <summary>Files in one folder, which belongs to one process at a time.</summary>
public sealed class FileStorage : IJournalStorage
{
    private const string LockName = "lock";
    private readonly FileStream _lock;

    private FileStorage(string folder, FileStream taken) => (Place, _lock) = (folder, taken);

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>Takes the folder, and makes it when it is not there.</summary>
    /// <exception cref="JournalInUseException">Another process has it.</exception>
    /// <exception cref="FolderNotWritableException">It cannot be made or written.</exception>
    public static FileStorage Take(string folder)
    {
        var place = StoredFolder.Make(folder);
        try
        {
            return new(place, new(Path.Combine(place, LockName), OfOwner(FileMode.OpenOrCreate)));
        }
        catch (IOException cause) when (IsHeld(cause))
        {
            throw new JournalInUseException($"{place} is in use by another process; stop it, or name another folder.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FolderNotWritableException(place, cause);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List() =>
        [
            .. Directory
                .EnumerateFiles(Place)
                .Select(path => Path.GetFileName(path)!)
                .Where(name => name != LockName)
                .Order(StringComparer.Ordinal),
        ];

    /// <inheritdoc/>
    public IJournalFile Create(string name)
    {
        // Made by a stream, which alone can be told the rights that a new file gets.
        new FileStream(PathOf(name), OfOwner(FileMode.CreateNew)).Dispose();
        return Open(name, isWritable: true);
    }

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool isWritable) =>
        new StoredFile(
            File.OpenHandle(
                PathOf(name),
                FileMode.Open,
                isWritable ? FileAccess.ReadWrite : FileAccess.Read,
                isWritable ? FileShare.Read : FileShare.ReadWrite
            )
        );

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public void Sync() => NativeSync.Directory(Place);

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>For its owner alone where there are such rights: money, names and hashes of keys stand in it.</summary>
    private static FileStreamOptions OfOwner(FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return options;
    }

    /// <summary>Whether the lock is another's, and not refused for what the folder or its file system is.</summary>
    private static bool IsHeld(IOException cause)
    {
        const int WouldBlock = 11; // EWOULDBLOCK
        const int WouldBlockElsewhere = 35; // of BSD and macOS
        const int SharingViolation = unchecked((int)0x8007_0020);
        const int LockViolation = unchecked((int)0x8007_0021);
        return cause.HResult is WouldBlock or WouldBlockElsewhere or SharingViolation or LockViolation;
    }

    private string PathOf(string name) => Path.Combine(Place, name);
}
