namespace Plimsoll.Formats.Documents;

/// <summary>Named nodes, in the order of the file.</summary>
/// <param name="Path">The way to it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Entries">The entries; names are unique.</param>
public sealed record MappingNode(string Path, SourcePlace Place, IReadOnlyList<MappingEntry> Entries) : DocumentNode(Path, Place)
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>The node of that name, if there is one and it is not null.</summary>
    public DocumentNode? this[string name]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (string.Equals(entry.Name, name, StringComparison.Ordinal))
                {
                    return entry.Value is ScalarNode { IsNull: true } ? null : entry.Value;
                }
            }

            return null;
        }
    }
}
