using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Load.Load;

/// <summary>Appends to a file that was written full beforehand, and waits for the device: the least that durability costs here.</summary>
internal sealed partial class SyncProbe : IDisposable
{
    private const int Size = 64 << 20;
    private readonly SafeFileHandle _file;
    private long _at;

    public SyncProbe(string path)
    {
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        var zeros = new byte[1 << 20];
        for (var at = 0; at < Size; at += zeros.Length)
        {
            RandomAccess.Write(_file, zeros, at);
        }

        Sync();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_at + bytes.Length > Size)
            _at = 0;

        RandomAccess.Write(_file, bytes, _at);
        Sync();
        _at += bytes.Length;
    }

    public void Dispose() => _file.Dispose();

    private void Sync()
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(_file);
        else if (DataSync(_file) != 0)
            throw new IOException($"fdatasync: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);
}
