using Plimsoll.Journal.Segments;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Tests;

/// <summary>Lets something happen before a batch is written and before it is made durable, as another thread might do it.</summary>
internal sealed class WatchedStorage(IJournalStorage storage) : IJournalStorage
{
    public Action? InTheMidst { get; set; }

    public string Place => storage.Place;

    public IReadOnlyList<string> List() => storage.List();

    public IJournalFile Create(string name) => new WatchedFile(this, storage.Create(name));

    public IJournalFile Open(string name, bool isWritable) => new WatchedFile(this, storage.Open(name, isWritable));

    public void Rename(string from, string to) => storage.Rename(from, to);

    public void Delete(string name) => storage.Delete(name);

    public void Sync() => storage.Sync();

    public void Dispose() => storage.Dispose();

    private sealed class WatchedFile(WatchedStorage watched, IJournalFile file) : IJournalFile
    {
        private bool _hasBatch;

        public long Length => file.Length;

        public int Read(long offset, Span<byte> into) => file.Read(offset, into);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            // Headers and empty segments are written from the first byte on, batches never.
            _hasBatch = offset >= SegmentHeader.Size;
            if (_hasBatch)
                watched.InTheMidst?.Invoke();

            file.Write(offset, bytes);
        }

        public void Sync()
        {
            if (_hasBatch)
                watched.InTheMidst?.Invoke();

            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
