using System.Collections.Concurrent;

namespace Plimsoll.Cli.Replay;

/// <summary>A file that appears whole or not at all: written beside its place and moved there at the end, so what was there before survives a failure.</summary>
internal sealed class OutputFile : IDisposable
{
    private const string UsualFolder = "artifacts/reports";
    private static readonly ConcurrentDictionary<string, bool> Unfinished = new();
    private readonly string _option;
    private readonly string _path;
    private readonly string _unfinished;
    private readonly StreamWriter _writer;

    private OutputFile(string option, string path)
    {
        (_option, _path) = (option, path);
        _unfinished = $"{path}.{Environment.ProcessId}.unfinished";
        _writer = new StreamWriter(_unfinished);
        Unfinished[_unfinished] = true;
    }

    /// <summary>Where to write.</summary>
    public TextWriter Writer => _writer;

    /// <summary>Opened before the replay, which takes minutes: a path that cannot be written is told at once.</summary>
    /// <param name="option">The option that named it.</param>
    /// <param name="path">The file, or null for none.</param>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public static OutputFile? Open(string option, string? path)
    {
        if (path is null)
        {
            return null;
        }

        if (Directory.Exists(path))
        {
            throw new OutputFileException(option, path, "expected a file, found a folder");
        }

        return Guarded(
            option,
            path,
            () =>
            {
                var whole = Path.GetFullPath(path);
                RequireFolder(option, path, Path.GetDirectoryName(whole)!);
                return new OutputFile(option, whole);
            }
        );
    }

    /// <summary>A folder that is not there is more often a slip than a wish; only the one that the examples write to is made.</summary>
    private static void RequireFolder(string option, string path, string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (folder != Path.GetFullPath(UsualFolder))
        {
            throw new OutputFileException(option, path, $"expected a folder that exists, found none; make it first: mkdir -p '{folder}'");
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>The process is about to end without another word: removes what no one will finish.</summary>
    public static void DeleteUnfinished()
    {
        foreach (var path in Unfinished.Keys)
        {
            Delete(path);
        }
    }

    /// <summary>Puts it in its place.</summary>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public void Finish() =>
        Guarded(
            _option,
            _path,
            () =>
            {
                _writer.Dispose();
                File.Move(_unfinished, _path, overwrite: true);
                Unfinished.TryRemove(_unfinished, out _);
                return 0;
            }
        );

    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // What could not be flushed goes anyway.
        }

        Delete(_unfinished); // gone already when it was finished
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
            Unfinished.TryRemove(path, out _);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever went wrong before is what the user must hear.
        }
    }

    private static T Guarded<T>(string option, string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new OutputFileException(option, path, e.Message, e);
        }
    }
}
