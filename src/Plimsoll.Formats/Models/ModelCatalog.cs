using System.Reflection;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Models;

/// <summary>The models that are at hand: those that come with the product, or those of a folder.</summary>
public sealed class ModelCatalog
{
    private const string Prefix = "models/";
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];
    private readonly Dictionary<string, (string FileName, Func<string> Text)[]> _files;

    private ModelCatalog(IEnumerable<(string FileName, Func<string> Text)> files) =>
        _files = files
            .GroupBy(file => NameOf(file.FileName), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>The models that come with the product.</summary>
    public static ModelCatalog BuiltIn { get; } =
        new(
            Assembly
                .GetExecutingAssembly()
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (name[Prefix.Length..], (Func<string>)(() => Resource(name))))
        );

    /// <summary>Names of the models, in alphabetical order.</summary>
    public IEnumerable<string> Names => _files.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether a file's name ends like one of a model.</summary>
    public static bool IsModelFile(string fileName) => Endings.Contains(Path.GetExtension(fileName), StringComparer.Ordinal);

    /// <summary>The model files of a folder, each named after its model, with a date where there are several: <c>name@2024-10-24.yaml</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DocumentException">There is no such folder.</exception>
    public static ModelCatalog OfFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DocumentException(folder, [new("no_folder", "", default, "there is no such folder of models.")]);
        }

        var paths = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal);
        return new(paths.Select(path => (Path.GetFileName(path), (Func<string>)(() => File.ReadAllText(path)))));
    }

    /// <summary>The version of a model that holds at a time: the last that came into effect by then.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="at">The time; null for the newest.</param>
    /// <returns>The model; null when none of that name held by then.</returns>
    /// <exception cref="DocumentException">A file is not a model.</exception>
    public Model? Find(string name, DateTimeOffset? at = null) =>
        VersionsOf(name).LastOrDefault(model => at is null || model.EffectiveFrom <= at);

    /// <summary>All versions of a model, by the day from which they hold.</summary>
    public IReadOnlyList<Model> VersionsOf(string name) =>
        _files.TryGetValue(name, out var files)
            ? [.. files.Select(file => ModelReader.Read(file.FileName, file.Text())).OrderBy(model => model.EffectiveFrom)]
            : [];

    private static string NameOf(string fileName)
    {
        var stem = Path.GetFileNameWithoutExtension(fileName);
        var at = stem.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? stem : stem[..at];
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
