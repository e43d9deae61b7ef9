using Plimsoll.Journal.Storage;

namespace Plimsoll.Testing.Devices;

/// <summary>A device in memory that loses power: what was not synced arrives in part, sector by sector and in any order, names too. The n-th operation can be made to fail.</summary>
/// <remarks>Thread-safe. Once the power is lost nothing works any more until <see cref="AfterPowerLoss"/>.</remarks>
public sealed class CrashDevice : IJournalStorage
{
    public const int Sector = 512;
    private const int Block = 4096;

    private readonly Lock _gate = new();

    /// <summary>Whether it appends past the system's cache; else by a write and a sync.</summary>
    public bool IsDirect { get; init; } = true;
    private readonly Dictionary<string, Content> _names = new(StringComparer.Ordinal);
    private Dictionary<string, Content> _durableNames = new(StringComparer.Ordinal);
    private int _operations;
    private bool _isDark;

    /// <summary>The operation that fails, counted from zero; none when below.</summary>
    public int FailsAt { get; set; } = -1;

    /// <summary>How many operations fail from there on.</summary>
    public int FailsFor { get; set; } = 1;

    /// <summary>Whether a write that fails has arrived in part.</summary>
    public bool FailsInPart { get; set; }

    /// <summary>Whether it has no room: names can be made, changed and removed, and what is there written over, but no file grows.</summary>
    public bool IsFull { get; set; }

    /// <summary>Writes, syncs, names made, changed and removed so far.</summary>
    public int Operations => Volatile.Read(ref _operations);

    /// <summary>Which operation the power fails before, counted from zero; never when below.</summary>
    public int LosesPowerAt { get; set; } = -1;

    /// <summary>Whether the power is lost.</summary>
    public bool IsDark => Volatile.Read(ref _isDark);

    /// <summary>Another device that loses its power at the same moment; null for none.</summary>
    public CrashDevice? Twin { get; set; }

    public string Place => "memory";

    public IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            return [.. _names.Keys.Order(StringComparer.Ordinal)];
        }
    }

    public IJournalFile Create(string name)
    {
        lock (_gate)
        {
            Count("create");
            if (_names.ContainsKey(name))
                throw new IOException($"{name} is there already.");

            return new OpenFile(this, _names[name] = new());
        }
    }

    public IJournalFile Open(string name, bool isWritable)
    {
        lock (_gate)
        {
            return _names.TryGetValue(name, out var content)
                ? new OpenFile(this, content)
                : throw new FileNotFoundException($"{name} is not there.", name);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            Count("rename");
            _names[to] = _names[from];
            _names.Remove(from);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            Count("delete");
            _names.Remove(name);
        }
    }

    public void Sync()
    {
        lock (_gate)
        {
            Count("sync of names");
            _durableNames = new(_names, StringComparer.Ordinal);
        }
    }

    public void Dispose() { }

    /// <summary>The bytes of a file, for those who damage them.</summary>
    public byte[] BytesOf(string name) => _names[name].Bytes;

    public void Replace(string name, byte[] bytes) => _names[name].Bytes = bytes;

    /// <summary>A copy whose whole state is durable.</summary>
    public CrashDevice Copy()
    {
        var copy = new CrashDevice { IsDirect = IsDirect };
        foreach (var (name, content) in _names)
        {
            copy._names[name] = new() { Bytes = (byte[])content.Bytes.Clone() };
            copy._names[name].Settle();
        }

        copy._durableNames = new(copy._names, StringComparer.Ordinal);
        return copy;
    }

    /// <summary>What is found when the power is back.</summary>
    /// <param name="dice">Which sectors and names arrived.</param>
    /// <param name="arrives">How many of a hundred of those that were not synced.</param>
    public CrashDevice AfterPowerLoss(Random dice, int arrives)
    {
        var device = new CrashDevice { IsDirect = IsDirect };
        // A name that was not synced may be the new one, or the old one, of each that differs.
        foreach (var name in _names.Keys.Union(_durableNames.Keys).Order(StringComparer.Ordinal))
        {
            var isNew = dice.Next(100) < arrives;
            if ((isNew ? _names : _durableNames).TryGetValue(name, out var content))
                device._names[name] = new() { Bytes = content.Survives(dice, arrives) };
        }

        foreach (var content in device._names.Values)
        {
            content.Settle();
        }

        device._durableNames = new(device._names, StringComparer.Ordinal);
        return device;
    }

    /// <summary>Everything unsynced from now on is lost in part, and nothing more is taken.</summary>
    public void GoDark() => Volatile.Write(ref _isDark, true);

    private void Count(string what)
    {
        if (IsDark)
            throw new PowerLossException();

        var operation = _operations++;
        if (operation == LosesPowerAt)
        {
            GoDark();
            Twin?.GoDark();
            throw new PowerLossException();
        }

        if (FailsAt >= 0 && operation >= FailsAt && operation < FailsAt + FailsFor)
            throw new IOException($"The {what} failed, as asked for.");
    }

    private void RequireRoom(Content content, long end)
    {
        if (IsFull && end > content.Bytes.Length)
            throw new IOException("No space is left, as asked for.");
    }

    public sealed class PowerLossException : Exception;

    private sealed class Content
    {
        private readonly HashSet<int> _written = [];
        private byte[] _durable = [];

        public byte[] Bytes { get; set; } = [];

        /// <summary>Everything is durable.</summary>
        public void Settle()
        {
            _durable = (byte[])Bytes.Clone();
            _written.Clear();
        }

        /// <summary>What was written since the last sync becomes durable, and nothing else.</summary>
        public void Sync()
        {
            Array.Resize(ref _durable, Bytes.Length);
            foreach (var start in _written)
            {
                var count = Math.Min(Sector, Bytes.Length - start);
                Bytes.AsSpan(start, count).CopyTo(_durable.AsSpan(start));
            }

            _written.Clear();
        }

        /// <summary>What lies in these sectors becomes durable, and nothing else.</summary>
        public void Sync(long offset, int count)
        {
            if (_durable.Length < Bytes.Length)
                Array.Resize(ref _durable, Bytes.Length);

            for (var start = (int)offset / Sector * Sector; start < offset + count; start += Sector)
            {
                Bytes.AsSpan(start, Math.Min(Sector, Bytes.Length - start)).CopyTo(_durable.AsSpan(start));
                _written.Remove(start);
            }
        }

        /// <summary>A sync failed: the system takes what was written for clean, though it is not on the device, and a later sync does not write it.</summary>
        public void Forget() => _written.Clear();

        public void Store(long offset, ReadOnlySpan<byte> bytes)
        {
            if (Bytes.Length < offset + bytes.Length)
            {
                var longer = new byte[offset + bytes.Length];
                Bytes.CopyTo(longer, 0);
                Bytes = longer;
            }

            bytes.CopyTo(Bytes.AsSpan((int)offset));
            for (var start = (int)offset / Sector * Sector; start < offset + bytes.Length; start += Sector)
            {
                _written.Add(start);
            }
        }

        public byte[] Survives(Random dice, int arrives)
        {
            var length = dice.Next(100) < arrives ? Bytes.Length : _durable.Length;
            var found = new byte[length];
            for (var start = 0; start < length; start += Sector)
            {
                var source = dice.Next(100) < arrives ? Bytes : _durable;
                var end = Math.Min(Math.Min(start + Sector, length), source.Length);
                if (end > start)
                    source.AsSpan(start, end - start).CopyTo(found.AsSpan(start));
            }

            return found;
        }
    }

    private sealed class OpenFile(CrashDevice device, Content content) : IJournalFile
    {
        public long Length => content.Bytes.Length;

        public int Read(long offset, Span<byte> into)
        {
            lock (device._gate)
            {
                var count = (int)Math.Max(0, Math.Min(into.Length, content.Bytes.Length - offset));
                content.Bytes.AsSpan((int)offset, count).CopyTo(into);
                return count;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (device._gate)
            {
                device.RequireRoom(content, offset + bytes.Length);
                try
                {
                    device.Count("write");
                }
                catch (IOException) when (device.FailsInPart)
                {
                    content.Store(offset, bytes[..(bytes.Length / 2)]);
                    throw;
                }

                content.Store(offset, bytes);
            }
        }

        public void Sync()
        {
            lock (device._gate)
            {
                try
                {
                    device.Count("sync");
                }
                catch (IOException)
                {
                    content.Forget();
                    throw;
                }

                content.Sync();
            }
        }

        /// <summary>Whole blocks past the system's cache, durable at once: the bytes before the new ones in their first block travel again.</summary>
        public void Append(long offset, ReadOnlySpan<byte> bytes)
        {
            if (!device.IsDirect)
            {
                Write(offset, bytes);
                Sync();
                return;
            }

            lock (device._gate)
            {
                device.RequireRoom(content, offset + bytes.Length);
                var start = offset / Block * Block;
                var end = Math.Min(
                    (offset + bytes.Length + Block - 1) / Block * Block,
                    Math.Max(content.Bytes.Length, offset + bytes.Length)
                );
                var blocks = new byte[end - start];
                content.Bytes.AsSpan((int)start, (int)(offset - start)).CopyTo(blocks);
                bytes.CopyTo(blocks.AsSpan((int)(offset - start)));
                var wasDark = device.IsDark;
                try
                {
                    device.Count("append");
                }
                catch (PowerLossException)
                {
                    // It was on its way: any sectors of it may have arrived.
                    if (!wasDark)
                        content.Store(start, blocks);

                    throw;
                }
                catch (IOException)
                {
                    if (device.FailsInPart)
                        content.Store(start, blocks.AsSpan(0, blocks.Length / 2));

                    throw;
                }

                content.Store(start, blocks);
                content.Sync(start, blocks.Length);
            }
        }

        public void Dispose() { }
    }
}
