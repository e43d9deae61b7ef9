using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Server.Configuration;

/// <summary>Settings from environment variables such as <c>PLIMSOLL__LIMITS__QUEUE</c>, which win over the file.</summary>
/// <remarks>
/// Section and field in upper case, parted by two underscores. A list of words is parted by commas. Feeds are too large for a variable.
/// A variable that means nothing is a fault, and so is one of a setting that is written with single underscores: whoever set it believes that it holds.
/// Others that begin with <c>PLIMSOLL_</c> are nobody's here: keys and passwords stand in some.
/// </remarks>
public static class EnvironmentOverrides
{
    /// <summary>What every such variable begins with.</summary>
    public const string Prefix = "PLIMSOLL__";

    private const string Near = "PLIMSOLL_";

    /// <summary>The variables there are, with the field each sets.</summary>
    public static IReadOnlyList<(string Variable, string Section, RecordField Field)> Known { get; } = [.. All()];

    /// <summary>The variables of this process.</summary>
    public static IReadOnlyDictionary<string, string> OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry each in Environment.GetEnvironmentVariables())
        {
            variables[(string)each.Key] = (string?)each.Value ?? "";
        }

        return variables;
    }

    /// <summary>The document with what the environment says put in its place; what stands nowhere has line 0 and the variable's name as its path.</summary>
    public static MappingNode Apply(MappingNode root, IReadOnlyDictionary<string, string> environment, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(faults);
        var given = environment
            .Where(each => each.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || IsMisspelt(each.Key))
            .OrderBy(each => each.Key, StringComparer.Ordinal);
        foreach (var (variable, value) in given)
        {
            var known = Known.FirstOrDefault(each => string.Equals(each.Variable, variable, StringComparison.OrdinalIgnoreCase));
            if (known.Field is null)
            {
                faults.Add(Unknown(variable));
            }
            else if (known.Section.Length == 0)
            {
                root = With(root, known.Field.Name, NodeOf(known, value));
            }
            else if (root[known.Section] is null or MappingNode)
            {
                var section = root[known.Section] as MappingNode ?? new(known.Section, default, []);
                root = With(root, known.Section, With(section, known.Field.Name, NodeOf(known, value)));
            }
        }

        return root;
    }

    private static IEnumerable<(string Variable, string Section, RecordField Field)> All()
    {
        foreach (var field in ServerShape.Root.Fields)
        {
            if (field.Shape is RecordShape section)
            {
                foreach (var inner in section.Fields)
                {
                    yield return ($"{Prefix}{field.Name}__{inner.Name}".ToUpperInvariant(), field.Name, inner);
                }
            }
            else if (field.Shape is not ListShape)
            {
                yield return ($"{Prefix}{field.Name}".ToUpperInvariant(), "", field);
            }
        }
    }

    /// <summary>Whether it is a setting's but for how many underscores it has.</summary>
    private static bool IsMisspelt(string variable) =>
        variable.StartsWith(Near, StringComparison.OrdinalIgnoreCase) && Meant(variable) is not null;

    private static string? Meant(string variable) =>
        Known
            .Select(each => each.Variable)
            .FirstOrDefault(each => string.Equals(Letters(each), Letters(variable), StringComparison.OrdinalIgnoreCase));

    private static string Letters(string variable) => variable.Replace("_", "", StringComparison.Ordinal);

    private static DocumentFault Unknown(string variable)
    {
        const string Code = "unknown_variable";
        if (Meant(variable) is { } meant)
            return new(Code, variable, default, "sections and fields are parted by two underscores.", $"Write it as {meant}.");

        if (variable.StartsWith(Prefix + "FEEDS", StringComparison.OrdinalIgnoreCase))
        {
            return new(Code, variable, default, "feeds are not set by environment.", "Write them in the file, under feeds.");
        }

        var advice = Nearest.Advice(variable, Known.Select(each => each.Variable));
        return new(
            Code,
            variable,
            default,
            "there is no such setting.",
            advice.Length > 0 ? advice : "Unset it, or write PLIMSOLL__SECTION__FIELD as in the sample file."
        );
    }

    // Quoted, so that an empty variable is a fault of its field, not a field left out.
    private static DocumentNode NodeOf((string Variable, string Section, RecordField Field) known, string value) =>
        known.Field.Shape is ListShape
            ? new ListNode(
                known.Variable,
                default,
                [.. value.Split(',', StringSplitOptions.TrimEntries).Select(item => new ScalarNode(known.Variable, default, item, true))]
            )
            : new ScalarNode(known.Variable, default, value, IsQuoted: true);

    private static MappingNode With(MappingNode mapping, string name, DocumentNode value) =>
        mapping with
        {
            Entries =
            [
                .. mapping.Entries.Where(entry => !string.Equals(entry.Name, name, StringComparison.Ordinal)),
                new(name, value.Place, value),
            ],
        };
}
