namespace Plimsoll.Journal.Storage;

/// <summary>Files in one folder to look at, though another process may be writing them: takes no lock and changes nothing.</summary>
public sealed class ReadOnlyStorage : IJournalStorage
{
    private ReadOnlyStorage(string place) => Place = place;

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>Looks into a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public static ReadOnlyStorage Look(string folder)
    {
        var place = Path.GetFullPath(folder);
        return Directory.Exists(place)
            ? new(place)
            : throw new DirectoryNotFoundException($"Expected a folder with a journal at {place}; found none.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List() =>
        [.. Directory.EnumerateFiles(Place).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool isWritable) =>
        isWritable
            ? throw Refusal()
            : new StoredFile(
                File.OpenHandle(Path.Combine(Place, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            );

    /// <inheritdoc/>
    public IJournalFile Create(string name) => throw Refusal();

    /// <inheritdoc/>
    public void Rename(string from, string to) => throw Refusal();

    /// <inheritdoc/>
    public void Delete(string name) => throw Refusal();

    /// <inheritdoc/>
    public void Sync() => throw Refusal();

    /// <inheritdoc/>
    public void Dispose() { }

    private static NotSupportedException Refusal() => new("This folder is looked at only.");
}
