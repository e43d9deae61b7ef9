using System.Text;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Server.Security;

/// <summary>Small files with secrets, readable by their owner alone where there are such rights.</summary>
internal static class OwnFile
{
    /// <summary>Writes a file; it and its name are durable when this returns. Under another name first, so that a cut leaves no half of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">What stands in it, in ASCII.</param>
    /// <param name="overwrite">Whether one that is there is replaced.</param>
    /// <exception cref="IOException">It cannot be made, or is there.</exception>
    public static void Write(string path, string line, bool overwrite)
    {
        var unfinished = $"{path}.{Path.GetRandomFileName()}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Encoding.ASCII.GetBytes(line + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite);
            StoredFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
