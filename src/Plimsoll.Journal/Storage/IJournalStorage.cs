namespace Plimsoll.Journal.Storage;

/// <summary>Named files in one place. Tests put a device with faults here.</summary>
public interface IJournalStorage : IDisposable
{
    /// <summary>Where it is, for people.</summary>
    string Place { get; }

    /// <summary>The names of all files, ascending.</summary>
    IReadOnlyList<string> List();

    /// <summary>Makes a file that is not there yet. The entry is durable only after <see cref="Sync"/>.</summary>
    IJournalFile Create(string name);

    /// <summary>Opens a file that is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isWritable">Whether it will be written.</param>
    IJournalFile Open(string name, bool isWritable);

    /// <summary>Gives a file another name, in place of the file that may have it. Durable only after <see cref="Sync"/>, and then whole: never half.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file. Durable only after <see cref="Sync"/>.</summary>
    void Delete(string name);

    /// <summary>Waits until names made, changed and removed are durable.</summary>
    void Sync();
}
