using System.Globalization;
using System.Reflection;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>The models that are at hand: those that come with the product, or those of a folder.</summary>
public sealed class ModelCatalog
{
    private const string Prefix = "models/";
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];
    private readonly Dictionary<string, Func<Model>[]> _files;
    private readonly Dictionary<string, DocumentException> _faults;

    private ModelCatalog(IEnumerable<(string Name, Func<Model> Model)> files, Dictionary<string, DocumentException> faults)
    {
        _files = files
            .GroupBy(file => file.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(file => file.Model).ToArray(), StringComparer.Ordinal);
        _faults = faults;
    }

    /// <summary>The models that come with the product, each named after its file, which a test holds them to.</summary>
    public static ModelCatalog BuiltIn { get; } =
        new(
            Assembly
                .GetExecutingAssembly()
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && IsModelFile(name))
                .Order(StringComparer.Ordinal)
                .Select(name => (NameAndDay(name[Prefix.Length..]).Name, (Func<Model>)(() => Resource(name)))),
            []
        );

    /// <summary>Names of the models, in alphabetical order.</summary>
    public IEnumerable<string> Names => _files.Keys.Order(StringComparer.Ordinal);

    /// <summary>Files of the folder that are no models, or models with faults, and why; by the name of the file.</summary>
    public IReadOnlyList<(string FileName, string Reason)> Skipped { get; private init; } = [];

    /// <summary>Whether a file's name ends like one of a model.</summary>
    public static bool IsModelFile(string fileName) => Endings.Contains(Path.GetExtension(fileName), StringComparer.Ordinal);

    /// <summary>The models in the files of a folder, by the names that they give themselves; a date behind an @ in a file's name has to be the model's own.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DocumentException">There is no such folder.</exception>
    public static ModelCatalog OfFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DocumentException(folder, [new("no_folder", "", default, "there is no such folder of models.")]);
        }

        var (models, skipped) = (new List<Model>(), new List<(string, string)>());
        var faults = new Dictionary<string, DocumentException>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder).Where(IsModelFile).Order(StringComparer.Ordinal))
        {
            var fileName = Path.GetFileName(path);
            MappingNode? node = null;
            try
            {
                var text = File.ReadAllText(path);
                node = DocumentReader.Read(fileName, text);
                if (node["venue"] is null && node["effective_from"] is null)
                {
                    skipped.Add((fileName, "it is no model: it names neither venue nor effective_from."));
                    continue;
                }

                var model = ModelReader.Read(fileName, text, name => TextBeside(path, name));
                CheckDay(model, models);
                models.Add(model);
            }
            catch (DocumentException exception)
            {
                // Whoever asks for the model by its name gets to know; to all others it is a file beside theirs.
                faults[node?["name"] is ScalarNode { Text: var name } ? name : NameAndDay(fileName).Name] = exception;
                skipped.Add((fileName, exception.Message.Split('\n')[0]));
            }
        }

        return new(models.Select(model => (model.Name, (Func<Model>)(() => model))), faults) { Skipped = skipped };
    }

    /// <summary>The version of a model that holds at a time: the last that came into effect by then.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="at">The time; null for the newest.</param>
    /// <returns>The model; null when none of that name held by then.</returns>
    /// <exception cref="DocumentException">A file of that name is not a model.</exception>
    public Model? Find(string name, DateTimeOffset? at = null) =>
        VersionsOf(name).LastOrDefault(model => at is null || model.EffectiveFrom <= at);

    /// <summary>All versions of a model, by the day from which they hold.</summary>
    /// <exception cref="DocumentException">A file of that name is not a model.</exception>
    public IReadOnlyList<Model> VersionsOf(string name) =>
        _faults.TryGetValue(name, out var fault) ? throw fault
        : _files.TryGetValue(name, out var files) ? [.. files.Select(file => file()).OrderBy(model => model.EffectiveFrom)]
        : [];

    /// <summary>Two versions of one day would leave open which of them holds.</summary>
    private static void CheckDay(Model model, List<Model> others)
    {
        var faults = new FaultList(model.FileName);
        var node = model.Fields.Of("effective_from");
        if (NameAndDay(model.FileName).Day is { } day && (!DateShape.TryRead(day, out var named) || named != model.EffectiveFrom))
        {
            faults.Add(
                node,
                "other_date",
                string.Create(CultureInfo.InvariantCulture, $"the file's name says @{day}, the file {model.EffectiveFrom:yyyy-MM-dd}."),
                "Mend one of them."
            );
        }

        if (others.Find(other => other.Name == model.Name && other.EffectiveFrom == model.EffectiveFrom) is { } same)
        {
            faults.Add(
                node,
                "same_version",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{same.FileName} is {model.Name} from {model.EffectiveFrom:yyyy-MM-dd} on already."
                ),
                "Give the newer of them a later day."
            );
        }

        faults.ThrowIfAny();
    }

    private static (string Name, string? Day) NameAndDay(string fileName)
    {
        var stem = Path.GetFileNameWithoutExtension(fileName);
        var at = stem.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? (stem, null) : (stem[..at], stem[(at + 1)..]);
    }

    /// <summary>The text of a file in the same folder; null where there is none.</summary>
    /// <param name="path">A file's path.</param>
    /// <param name="name">The other's name.</param>
    public static string? TextBeside(string path, string name)
    {
        var other = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        return File.Exists(other) ? File.ReadAllText(other) : null;
    }

    private static Model Resource(string name) =>
        ModelReader.Read(name[Prefix.Length..], Embedded(name)!, other => Embedded(Prefix + other));

    private static string? Embedded(string name)
    {
        if (Assembly.GetExecutingAssembly().GetManifestResourceStream(name) is not { } stream)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
