using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Journal.Storage;

/// <summary>Appends to a file past the system's cache, durable in one call: less work than a write into the cache and a sync of it.</summary>
/// <remarks>
/// The device takes whole blocks. What stands in the first one before the new bytes is written again, with the bytes that it has; the rest of the last one becomes zero.
/// Not for two threads at once.
/// </remarks>
internal sealed partial class DirectAppend : IDisposable
{
    // A multiple of every sector in use, and of what file systems ask for.
    private const int Block = 4096;

    // Larger ones gain nothing.
    private const int Most = 256 << 10;

    private const int NotTaken = 22; // EINVAL

    private readonly IJournalFile _file;
    private readonly SafeFileHandle _handle;
    private readonly long _length;
    private readonly byte[] _room = GC.AllocateUninitializedArray<byte>(Most + 2 * Block, pinned: true);
    private readonly int _first;
    private long _end = -1;

    private DirectAppend(IJournalFile file, SafeFileHandle handle)
    {
        (_file, _handle, _length) = (file, handle, file.Length);
        _first = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_room, 0) & (Block - 1));
    }

    /// <summary>Whether the file system takes what is written so; one that opens a file for it may still not.</summary>
    public bool IsTaken { get; private set; } = true;

    private Span<byte> Blocks => _room.AsSpan(_first, Most + Block);

    /// <summary>Opens a file for it, where the system and the file system can.</summary>
    /// <param name="file">The file, for what stands in it.</param>
    /// <param name="opened">The same file. It is opened once more by its number: its name may have changed.</param>
    /// <returns>Null where they cannot.</returns>
    public static DirectAppend? TryOpen(IJournalFile file, SafeFileHandle opened)
    {
        const int WriteDurably = 0x1 | 0x1000 | 0x80000; // O_WRONLY | O_DSYNC | O_CLOEXEC
        var pastTheCache = RuntimeInformation.ProcessArchitecture switch // O_DIRECT
        {
            Architecture.X64 => 0x4000,
            Architecture.Arm64 => 0x10000,
            _ => 0,
        };
        if (!OperatingSystem.IsLinux() || pastTheCache == 0)
            return null;

        var handle = Open($"/proc/self/fd/{opened.DangerousGetHandle()}", WriteDurably | pastTheCache);
        return handle < 0 ? null : new(file, new(handle, ownsHandle: true));
    }

    /// <summary>Writes bytes, nothing but zeros after them up to the end of their last block, and waits until they are durable.</summary>
    /// <param name="offset">Where; nothing that counts may follow.</param>
    /// <param name="bytes">What.</param>
    /// <returns>False when it does not fit, or the file system did not take it: it is to be written otherwise.</returns>
    /// <exception cref="IOException">The device failed: any part of it may be there.</exception>
    public bool TryAppend(long offset, ReadOnlySpan<byte> bytes)
    {
        var start = offset & -Block;
        var end = offset + bytes.Length;
        var padded = (end + Block - 1) & -Block;
        if (padded > _length || padded - start > Blocks.Length)
            return false;

        var before = (int)(offset - start);
        var isNext = offset == _end;
        _end = -1;
        if (!isNext && _file.Read(start, Blocks[..before]) < before)
            return false;

        bytes.CopyTo(Blocks[before..]);
        Blocks[(int)(end - start)..(int)(padded - start)].Clear();
        try
        {
            RandomAccess.Write(_handle, Blocks[..(int)(padded - start)], start);
        }
        catch (IOException cause) when (cause.HResult == NotTaken)
        {
            IsTaken = false;
            return false;
        }

        var last = end & -Block;
        if (last < end)
            Blocks.Slice((int)(last - start), (int)(end - last)).CopyTo(Blocks);

        _end = end;
        return true;
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
