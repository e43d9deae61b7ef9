namespace Plimsoll.Formats.Documents;

/// <summary>One entry of a mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where the name stands.</param>
/// <param name="Value">What it holds.</param>
public sealed record MappingEntry(string Name, SourcePlace Place, DocumentNode Value);
