using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Journal.Storage;

/// <summary>What .NET has no name for: syncing data without times, and syncing a directory.</summary>
internal static partial class NativeSync
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY
    private const int Interrupted = 4; // EINTR

    /// <summary>fdatasync where there is one, else the whole flush.</summary>
    public static void Data(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        int error;
        do
        {
            error = DataSync(file) == 0 ? 0 : Marshal.GetLastPInvokeError();
        } while (error == Interrupted);

        if (error != 0)
            throw new IOException($"Expected the data to become durable; the system said: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>Makes the names in a directory durable; nothing where the system does that itself.</summary>
    public static void Directory(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;

        var directory = Open(path, ReadOnlyDirectory);
        if (directory < 0)
            throw new IOException($"Cannot open the directory {path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

        try
        {
            if (FullSync(directory) != 0)
            {
                throw new IOException(
                    $"Expected names in {path} to become durable; the system said: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}."
                );
            }
        }
        finally
        {
            _ = Close(directory);
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FullSync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
