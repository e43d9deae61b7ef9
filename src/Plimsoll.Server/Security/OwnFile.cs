using System.Text;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Server.Security;

/// <summary>Small files, readable by their owner alone where there are such rights.</summary>
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
        using (var file = new FileStream(unfinished, Options(FileMode.CreateNew)))
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

    /// <summary>How a file is opened to be written, that belongs to its owner alone where this makes it.</summary>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return options;
    }
}
