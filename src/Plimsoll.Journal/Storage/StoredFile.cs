using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Journal.Storage;

/// <summary>A file of the system.</summary>
internal sealed class StoredFile(SafeFileHandle handle) : IJournalFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(long offset, Span<byte> into)
    {
        var read = 0;
        while (read < into.Length && RandomAccess.Read(handle, into[read..], offset + read) is > 0 and var more)
        {
            read += more;
        }

        return read;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

    public void Sync() => NativeSync.Data(handle);

    public void Dispose() => handle.Dispose();
}
