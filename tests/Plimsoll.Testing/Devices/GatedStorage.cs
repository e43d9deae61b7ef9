using Plimsoll.Journal.Storage;

namespace Plimsoll.Testing.Devices;

/// <summary>A device whose syncs wait while its gate is shut: slow for as long as a test likes.</summary>
public sealed class GatedStorage(IJournalStorage storage) : IJournalStorage
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly ManualResetEventSlim _open = new(true);
    private readonly SemaphoreSlim _arrived = new(0);

    public string Place => storage.Place;

    /// <summary>Whether appends alone wait, so that nothing else which is synced meanwhile is taken for one.</summary>
    public bool HoldsAppendsAlone { get; init; }

    /// <summary>From now on syncs of files wait.</summary>
    public void Shut() => _open.Reset();

    /// <summary>Lets them go on.</summary>
    public void Open() => _open.Set();

    /// <summary>Waits until somebody stands at the gate.</summary>
    public void AwaitArrival()
    {
        if (!_arrived.Wait(Longest))
            throw new TimeoutException("Nobody came to sync.");
    }

    public IReadOnlyList<string> List() => storage.List();

    public IJournalFile Create(string name) => new GatedFile(this, storage.Create(name));

    public IJournalFile Open(string name, bool isWritable) => new GatedFile(this, storage.Open(name, isWritable));

    public void Rename(string from, string to) => storage.Rename(from, to);

    public void Delete(string name) => storage.Delete(name);

    public void Sync() => storage.Sync();

    public void Dispose()
    {
        _open.Set();
        storage.Dispose();
        _open.Dispose();
        _arrived.Dispose();
    }

    private void Pass()
    {
        if (_open.IsSet)
            return;

        _arrived.Release();
        if (!_open.Wait(Longest))
            throw new TimeoutException("The gate stayed shut.");
    }

    private sealed class GatedFile(GatedStorage gate, IJournalFile file) : IJournalFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> into) => file.Read(offset, into);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

        public void Sync()
        {
            if (!gate.HoldsAppendsAlone)
                gate.Pass();

            file.Sync();
        }

        public void Append(long offset, ReadOnlySpan<byte> bytes)
        {
            Write(offset, bytes);
            gate.Pass();
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
