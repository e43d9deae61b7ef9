using System.Globalization;
using System.Text;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Conformance;

/// <summary>Writes vectors as the ordinary model and portfolio files that they are run as: one of each, in a folder for each venue.</summary>
public static class ConformanceExport
{
    /// <summary>How the first line of every file begins, by which a later export knows what it may replace.</summary>
    public const string Mark = "# Written by plimsoll conformance --export";

    private const int LongestName = 120;

    /// <summary>The files that results are written as; vectors without a translation have none.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="results">The results.</param>
    public static IReadOnlyList<ExportedVector> Files(string folder, IEnumerable<VectorResult> results)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(results);
        // Some file systems do not tell large letters from small ones.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var files = new List<ExportedVector>();
        foreach (var result in results.Where(result => result.Translation is not null))
        {
            var stem = Path.Combine(folder, SafeName(result.Vector.Venue), SafeName(result.Vector.Id));
            var free = stem;
            for (var i = 2; !taken.Add(free); i++)
            {
                free = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
            }

            files.Add(new(result, free + ".model.yaml", free + ".portfolio.yaml"));
        }

        return files;
    }

    /// <summary>Writes the files. Files of an earlier export are replaced; any other file in their place is left, and nothing is written.</summary>
    /// <param name="files">The files.</param>
    /// <param name="report">Hears after each vector how many are written.</param>
    /// <returns>How many files were replaced.</returns>
    /// <exception cref="DocumentException">A file is in the way that no export has written.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static int Write(IReadOnlyList<ExportedVector> files, Action<int>? report = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var there = files.SelectMany(file => new[] { file.ModelFile, file.PortfolioFile }).Where(Exists).ToArray();
        if (there.FirstOrDefault(path => !IsOurs(path)) is { } foreign)
        {
            const string Advice = "Nothing was written. Choose another folder, or move the file away.";
            throw new DocumentException(foreign, [new("not_ours", "", default, "is in the way, and no export has written it.", Advice)]);
        }

        for (var i = 0; i < files.Count; i++)
        {
            var (result, model, portfolio) = files[i];
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(model))!);
            var id = Line(result.Vector.Id);
            File.WriteAllText(model, $"{Mark}: the model of vector {id}\n{DocumentWriter.Write(result.Translation!.Model)}");
            File.WriteAllText(
                portfolio,
                $"{Mark}: the portfolio of vector {id}\n# plimsoll margin {Path.GetFileName(portfolio)} --model {Path.GetFileName(model)}\n{DocumentWriter.Write(result.Translation.Portfolio)}"
            );
            report?.Invoke(i + 1);
        }

        return there.Length;
    }

    /// <summary>A file name out of any text: letters, digits, dots, dashes; never hidden, never a way out of the folder.</summary>
    internal static string SafeName(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var sign in text.Length > LongestName ? text[..LongestName] : text)
        {
            name.Append(char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '_' ? sign : '_');
        }

        var safe = name.ToString().TrimEnd('.');
        return safe.Length == 0 || safe[0] is '.' or '-' ? "_" + safe : safe;
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static bool IsOurs(string path)
    {
        if (Directory.Exists(path))
        {
            return false;
        }

        using var reader = new StreamReader(path);
        var start = new char[Mark.Length];
        return reader.ReadBlock(start) == Mark.Length && start.AsSpan().SequenceEqual(Mark);
    }

    private static string Line(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign));
}
