using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Journal.Storage;

/// <summary>A file of the system.</summary>
internal sealed class StoredFile(SafeFileHandle handle) : IJournalFile
{
    private DirectAppend? _direct;
    private bool _isAsked;

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

    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        if (!_isAsked)
            (_isAsked, _direct) = (true, DirectAppend.TryOpen(this, handle));

        if (_direct?.TryAppend(offset, bytes) is true)
            return;

        if (_direct is { IsTaken: false })
        {
            _direct.Dispose();
            _direct = null;
        }

        Write(offset, bytes);
        Sync();
    }

    public void Dispose()
    {
        _direct?.Dispose();
        handle.Dispose();
    }
}
