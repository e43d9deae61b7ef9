using Plimsoll.Journal.Storage;

namespace Plimsoll.Load.Crash;

/// <summary>A copy of a journal that a running process holds.</summary>
internal sealed class CopiedFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-copy-").FullName;

    public CopiedFolder(string source)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*.segment"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        Storage = FileStorage.Take(_folder);
    }

    public FileStorage Storage { get; }

    public void Dispose()
    {
        Storage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
