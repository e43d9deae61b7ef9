using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>Reads the fields of a record that its shape has already been checked against.</summary>
/// <param name="node">The record.</param>
public sealed class Fields(MappingNode node)
{
    /// <summary>The record.</summary>
    public MappingNode Node => node;

    /// <summary>Its <c>kind</c>.</summary>
    public string Kind => Text(VariantShape.KindField);

    /// <summary>The names of the fields that are there, in the order of the file.</summary>
    public IEnumerable<string> Names => node.Entries.Select(entry => entry.Name);

    /// <summary>Whether a field is there.</summary>
    public bool Has(string name) => node[name] is not null;

    /// <summary>The node of a field, or null without it.</summary>
    public DocumentNode? this[string name] => node[name];

    /// <summary>A number.</summary>
    public decimal Number(string name) => NumberOf(Of(name));

    /// <summary>A number, or what holds without it.</summary>
    public decimal Number(string name, decimal otherwise) => node[name] is { } value ? NumberOf(value) : otherwise;

    /// <summary>A number, or null without it.</summary>
    public decimal? NumberOrNull(string name) => node[name] is { } value ? NumberOf(value) : null;

    /// <summary>A whole number.</summary>
    public long Whole(string name) => (long)Number(name);

    /// <summary>A whole number, or what holds without it.</summary>
    public long Whole(string name, long otherwise) => (long)Number(name, otherwise);

    /// <summary>Text.</summary>
    public string Text(string name) => ((ScalarNode)Of(name)).Text;

    /// <summary>Text, or what holds without it.</summary>
    public string Text(string name, string otherwise) => node[name] is ScalarNode scalar ? scalar.Text : otherwise;

    /// <summary>Yes or no; no without it.</summary>
    public bool Flag(string name, bool otherwise = false) =>
        node[name] is ScalarNode scalar ? string.Equals(scalar.Text, "true", StringComparison.Ordinal) : otherwise;

    /// <summary>A day or time, or null without it.</summary>
    public DateTimeOffset? Date(string name) =>
        node[name] is ScalarNode scalar && DateShape.TryRead(scalar.Text, out var date) ? date : null;

    /// <summary>A record, or null without it.</summary>
    public Fields? Record(string name) => node[name] is MappingNode record ? new(record) : null;

    /// <summary>The items of a list of records; none without it.</summary>
    public IReadOnlyList<Fields> Records(string name) => [.. Items(name).Select(item => new Fields((MappingNode)item))];

    /// <summary>The numbers of a list; none without it.</summary>
    public IReadOnlyList<decimal> Numbers(string name) => [.. Items(name).Select(NumberOf)];

    /// <summary>The words of a list; none without it.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => ((ScalarNode)item).Text)];

    /// <summary>The rows of a table of numbers; none without it.</summary>
    public IReadOnlyList<IReadOnlyList<decimal>> Rows(string name) =>
        [.. Items(name).Select(row => (IReadOnlyList<decimal>)[.. ((ListNode)row).Items.Select(NumberOf)])];

    /// <summary>The entries of a mapping from names to records; none without it.</summary>
    public IReadOnlyList<(string Name, Fields Record)> RecordsByName(string name) =>
        node[name] is MappingNode map ? [.. Given(map).Select(entry => (entry.Name, new Fields((MappingNode)entry.Value)))] : [];

    /// <summary>The entries of a mapping from names to numbers; none without it.</summary>
    public IReadOnlyList<(string Name, decimal Number)> NumbersByName(string name) =>
        node[name] is MappingNode map ? [.. Given(map).Select(entry => (entry.Name, NumberOf(entry.Value)))] : [];

    /// <summary>The node of a field that must be there.</summary>
    public DocumentNode Of(string name) =>
        node[name] ?? throw new InvalidOperationException($"{node.Path}: the field {name} was not checked before it was read.");

    private IReadOnlyList<DocumentNode> Items(string name) => node[name] is ListNode list ? list.Items : [];

    /// <summary>What is null is not given, as everywhere.</summary>
    private static IEnumerable<MappingEntry> Given(MappingNode map) =>
        map.Entries.Where(entry => entry.Value is not ScalarNode { IsNull: true });

    private static decimal NumberOf(DocumentNode node) =>
        node is ScalarNode scalar && NumberShape.TryRead(scalar.Text, out var value)
            ? value
            : throw new InvalidOperationException($"{node.Path}: not checked to be a number before it was read.");
}
