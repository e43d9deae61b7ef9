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
    /// <exception cref="IOException">It cannot be made or written.</exception>
    public static FileStorage Take(string folder)
    {
        var place = Path.GetFullPath(folder);
        Directory.CreateDirectory(place);
        try
        {
            return new(place, new(Path.Combine(place, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException cause) when (File.Exists(Path.Combine(place, LockName)))
        {
            throw new JournalInUseException($"{place} is in use by another process; stop it, or name another folder.", cause);
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
    public IJournalFile Create(string name) =>
        new StoredFile(File.OpenHandle(PathOf(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));

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

    private string PathOf(string name) => Path.Combine(Place, name);
}
