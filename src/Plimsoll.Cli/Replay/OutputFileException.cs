namespace Plimsoll.Cli.Replay;

/// <summary>A file that was asked for cannot be written.</summary>
internal sealed class OutputFileException(string option, string path, string problem, Exception? inner = null)
    : Exception($"{option} {path}: {problem}", inner);
