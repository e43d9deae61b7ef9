using System.CommandLine;
using Plimsoll.Cli.Replay;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Cli.Margin;

/// <summary>The portfolio and the model that the commands about margin are asked about.</summary>
internal sealed class PortfolioInput
{
    private const string StandardInput = "-";

    private readonly Argument<string> _file = new("PORTFOLIO")
    {
        Description = "A portfolio as YAML or JSON, or - to read it from the standard input; samples/portfolios has some.",
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "A model's name or file; the portfolio's own when left out.",
        HelpName = "M",
    };

    private readonly ModelFolder _models = new();

    private readonly Option<string?> _at = new("--at")
    {
        Description =
            "A day such as 2024-10-24: the version of the model that held then. When left out, the day that the portfolio names; without one, the newest.",
        HelpName = "DATE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object, with every digit." };

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_model);
        command.Add(_models.Option);
        command.Add(_at);
        command.Add(_json);
    }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Runs what a command does, and turns what is wrong with its input into lines and a number.</summary>
    public int Run(ParseResult parsed, Func<Model, Portfolio, int> action) =>
        Guarded(
            parsed.InvocationConfiguration.Error,
            () =>
            {
                var portfolio = ReadPortfolio(parsed);
                var model = ReadModel(parsed, portfolio);
                try
                {
                    return action(model, portfolio);
                }
                catch (OverflowException)
                {
                    // Estimates tell their own; this is of what is made of their figures.
                    const string Message = "the amounts or prices have too many digits to be carried exactly.";
                    throw ModelInput.Fault(portfolio.FileName, "too_large", Message, "Check the units.");
                }
            }
        );

    /// <summary>Runs something, and turns what is wrong with its input into lines and a number.</summary>
    public static int Guarded(TextWriter error, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (DocumentException exception)
        {
            return Failed(error, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OutputFileException)
        {
            error.WriteLine($"plimsoll: {PrintableText(exception.Message)}");
            return ExitCode.BadData;
        }
    }

    /// <summary>Says what is wrong with the input: with the command line, or with a file.</summary>
    public static int Failed(TextWriter error, DocumentException exception)
    {
        foreach (var line in exception.Message.Split('\n'))
        {
            error.WriteLine($"plimsoll: {PrintableText(line)}");
        }

        var isCommandLine = exception.Name == "NAME" || exception.Name.StartsWith("--", StringComparison.Ordinal);
        return isCommandLine ? ExitCode.Usage : ExitCode.BadData;
    }

    /// <summary>Does not let what is written take the place of what was read.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option that names the file to write.</param>
    /// <param name="path">The file; null for none.</param>
    /// <exception cref="OutputFileException">It is one of the files that are read.</exception>
    public void RefuseToOverwrite(ParseResult parsed, string option, string? path)
    {
        if (path is null)
        {
            return;
        }

        var whole = Target(path);
        if (parsed.GetRequiredValue(_file) is var file && file != StandardInput && whole == Target(file))
        {
            throw new OutputFileException(option, path, "expected a file to write, found the portfolio itself");
        }

        var isModel =
            (parsed.GetValue(_model) is { } model && whole == Target(model))
            || (
                parsed.GetValue(_models.Option) is { } folder
                && Path.GetDirectoryName(whole) == Target(folder)
                && ModelCatalog.IsModelFile(whole)
            );
        if (isModel)
        {
            throw new OutputFileException(option, path, "expected a file to write, found one of the models");
        }
    }

    /// <summary>The file that a path means in the end: links lead to it.</summary>
    private static string Target(string path)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path.Length == 0 ? "." : path));
        return File.Exists(whole) ? File.ResolveLinkTarget(whole, returnFinalTarget: true)?.FullName ?? whole : whole;
    }

    /// <summary>The models to look in.</summary>
    public ModelCatalog Catalog(ParseResult parsed) => _models.Catalog(parsed);

    private static string PrintableText(string text) => Simulation.MarketData.PrintableText.Of(text);

    private Portfolio ReadPortfolio(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_file);
        var portfolio =
            path == StandardInput
                ? PortfolioReader.Read("standard input", Console.In.ReadToEnd())
                : PortfolioReader.Read(path, ModelInput.Text(path));
        if (parsed.GetValue(_at) is not { } at)
        {
            return portfolio;
        }

        return DateShape.TryRead(at, out var day)
            ? portfolio with
            {
                At = day,
            }
            : throw ModelInput.Fault("--at", "not_a_date", $"expected a day such as 2024-10-24, found \"{at}\".");
    }

    private Model ReadModel(ParseResult parsed, Portfolio portfolio)
    {
        var dated = parsed.GetValue(_at) is null ? portfolio.FileName : "--at";
        return (parsed.GetValue(_model), portfolio.ModelName) switch
        {
            ({ } name, _) => ModelInput.Read(name, "--model", portfolio.At, dated, () => Catalog(parsed)),
            (null, { } name) => ModelInput.Read(name, portfolio.FileName, portfolio.At, dated, () => Catalog(parsed)),
            _ => throw ModelInput.Fault(
                portfolio.FileName,
                "no_model",
                "the portfolio names no model.",
                "Give one with --model; plimsoll models lists what there is."
            ),
        };
    }
}
