using System.Text;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Cli.Margin;

/// <summary>Finds the model that a command or a file names: one of a catalog, or a file.</summary>
internal static class ModelInput
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a model by its name or its file.</summary>
    /// <param name="name">A name of the catalog, or a path that ends like a file of models.</param>
    /// <param name="named">Where the name was given, for what goes wrong: an option, or a file.</param>
    /// <param name="at">The day of the version; null for the newest.</param>
    /// <param name="dated">Where the day was given.</param>
    /// <param name="models">The models to look in, asked for when the name is not that of a file.</param>
    /// <exception cref="DocumentException">There is none, or it is not a model.</exception>
    public static Model Read(string name, string named, DateTimeOffset? at, string dated, Func<ModelCatalog> models)
    {
        if (ModelCatalog.IsModelFile(name))
        {
            var file = ModelReader.Read(name, Text(name), other => ModelCatalog.TextBeside(name, other));
            return at is null || file.EffectiveFrom <= at
                ? file
                : throw Fault(dated, "no_version", $"{name} holds from {file.EffectiveFrom:yyyy-MM-dd} on; nothing is known of it before.");
        }

        var catalog = models();
        if (catalog.Find(name, at) is { } model)
        {
            return model;
        }

        if (catalog.VersionsOf(name) is [var first, ..])
        {
            throw Fault(dated, "no_version", $"{name} holds from {first.EffectiveFrom:yyyy-MM-dd} on; nothing is known of it before.");
        }

        var advice = Nearest.Advice(name, catalog.Names);
        throw Fault(
            named,
            "unknown_model",
            $"there is no model called \"{name}\"; there are: {string.Join(", ", catalog.Names)}.",
            advice.Length > 0 ? advice : "Give a name of these, or a file such as my-venue.yaml."
        );
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="DocumentException">There is none, or it holds no text.</exception>
    public static string Text(string path)
    {
        if (Directory.Exists(path))
        {
            throw Fault(path, "not_a_file", "expected a file, found a folder.");
        }

        if (!File.Exists(path))
        {
            throw Fault(path, "no_file", "there is no such file.");
        }

        try
        {
            using var reader = new StreamReader(path, Strict, detectEncodingFromByteOrderMarks: true);
            var text = reader.ReadToEnd();
            if (!text.Contains('\0', StringComparison.Ordinal))
            {
                return text;
            }
        }
        catch (DecoderFallbackException)
        {
            // Told below.
        }

        var advice = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? "Unpack it first: gunzip." : "";
        throw Fault(path, "binary_file", "expected text, YAML or JSON; this is a binary file.", advice);
    }

    /// <summary>A fault of the command line or of a file as a whole.</summary>
    public static DocumentException Fault(string where, string code, string message, string advice = "") =>
        new(where, [new(code, "", default, message, advice)]);
}
