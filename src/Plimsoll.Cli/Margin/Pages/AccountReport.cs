using System.CommandLine;
using Plimsoll.Cli.Replay;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>The page that <c>--report</c> asks for: opened first, so that a path that cannot be written is told before anything is printed.</summary>
internal sealed class AccountReport : IDisposable
{
    private readonly OutputFile _file;
    private readonly string _path;
    private readonly TextWriter _error;

    private AccountReport(OutputFile file, string path, TextWriter error) => (_file, _path, _error) = (file, path, error);

    /// <summary>Opens it; null where none is wanted.</summary>
    /// <param name="input">What is read, and must not be overwritten.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public static AccountReport? Open(PortfolioInput input, ParseResult parsed, Option<string?> option)
    {
        var path = parsed.GetValue(option);
        input.RefuseToOverwrite(parsed, option.Name, path);
        return OutputFile.Open(option.Name, path) is { } file ? new(file, path!, parsed.InvocationConfiguration.Error) : null;
    }

    /// <summary>Writes the page, before the answer is printed: what cannot be drawn is told as a fault, and nothing else.</summary>
    public void Write(Func<string> page) => _file.Writer.Write(page());

    /// <summary>Puts it in its place, and says so.</summary>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public void Finish()
    {
        _file.Finish();
        ReportNote.Write(_error, _path);
    }

    public void Dispose() => _file.Dispose();
}
