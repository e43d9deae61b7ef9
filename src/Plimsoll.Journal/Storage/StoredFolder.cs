namespace Plimsoll.Journal.Storage;

/// <summary>Folders that are there after a loss of power too: a new name is durable only when the folder that it stands in was synced.</summary>
public static class StoredFolder
{
    /// <summary>Makes a folder, for its owner alone where there are such rights, and those above it that are not there, as the system makes them; durable when this returns. One that is there stays as it is.</summary>
    /// <returns>Its whole path.</returns>
    /// <exception cref="FolderNotWritableException">It cannot be made.</exception>
    public static string Make(string path) => Make(path, NativeSync.Directory);

    /// <summary>Makes the names of files in a folder durable.</summary>
    /// <exception cref="IOException">The device refuses.</exception>
    public static void Sync(string path) => NativeSync.Directory(path);

    internal static string Make(string path, Action<string> sync)
    {
        var whole = Path.GetFullPath(path);
        try
        {
            var made = new List<string>();
            for (var each = whole; each is not null && !Directory.Exists(each); each = Path.GetDirectoryName(each))
            {
                made.Add(each);
            }

            if (made.Count == 0)
                return whole;

            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(whole);
            else
                Directory.CreateDirectory(whole, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            // From the outermost on: the name of each stands in the one above.
            for (var i = made.Count - 1; i >= 0; i--)
            {
                sync(Path.GetDirectoryName(made[i])!);
            }

            return whole;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FolderNotWritableException(whole, cause);
        }
    }
}
