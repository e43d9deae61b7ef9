using Plimsoll.Journal.Storage;

namespace Plimsoll.Server.Hosting;

/// <summary>The folder of a venue: journal with snapshots, events, and the key that seals secrets. One process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private DataFolder(string path, FileStorage journal, FileStorage events) => (Path, Journal, Events) = (path, journal, events);

    public string Path { get; }

    public FileStorage Journal { get; }

    public FileStorage Events { get; }

    /// <summary>Takes the folder; makes what is not there, for its owner alone. The rights of a folder that is there are its owner's affair.</summary>
    public static DataFolder Take(string path)
    {
        // Money, names and hashes of keys stand in it.
        var whole = StoredFolder.Make(path);
        var journal = FileStorage.Take(System.IO.Path.Combine(whole, "journal"));
        try
        {
            return new(whole, journal, FileStorage.Take(System.IO.Path.Combine(whole, "events")));
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>A path in the folder, unless it is whole already.</summary>
    public string Resolve(string path) => System.IO.Path.Combine(Path, path);

    public void Dispose()
    {
        Journal.Dispose();
        Events.Dispose();
    }
}
