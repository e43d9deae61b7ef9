using System.CommandLine;
using Plimsoll.Formats.Models;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli.Margin;

/// <summary>The option that names a folder of models, and the models in it.</summary>
internal sealed class ModelFolder
{
    private ModelCatalog? _catalog;

    /// <summary>The option.</summary>
    public Option<string?> Option { get; } =
        new("--models")
        {
            Description =
                "A folder of model files to look in, instead of those that come with Plimsoll; models are found by the name in the file.",
            HelpName = "FOLDER",
        };

    /// <summary>The models to look in; what in the folder is none is told once.</summary>
    public ModelCatalog Catalog(ParseResult parsed)
    {
        if (_catalog is null && parsed.GetValue(Option) is { } folder)
        {
            _catalog = ModelCatalog.OfFolder(folder);
            foreach (var (file, reason) in _catalog.Skipped)
            {
                parsed.InvocationConfiguration.Error.WriteLine(PrintableText.Of($"plimsoll: {file} is skipped: {reason}"));
            }
        }

        return _catalog ?? ModelCatalog.BuiltIn;
    }
}
