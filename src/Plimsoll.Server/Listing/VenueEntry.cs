using Plimsoll.Formats.Documents;

namespace Plimsoll.Server.Listing;

/// <summary>One thing that a file lists.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Request">What the API would be sent.</param>
internal sealed record VenueEntry(DocumentNode Node, object Request)
{
    /// <summary>A fault of one of its fields, at the field where it is there, else at the entry.</summary>
    /// <param name="field">As a problem names it, such as <c>rules.tick_size</c>; null for the entry.</param>
    /// <param name="code">The kind of fault.</param>
    /// <param name="message">What was found and what is allowed.</param>
    /// <param name="advice">What to do about it.</param>
    public DocumentFault FaultAt(string? field, string code, string message, string advice)
    {
        var (node, path) = (Node, Node.Path);
        foreach (var part in (field ?? "").Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                MappingNode mapping when mapping[part] is { } inner => inner,
                // Rules of an entry are the entry's own to the engine.
                MappingNode mapping when (mapping["rules"] as MappingNode)?[part] is { } inner => inner,
                ListNode list when int.TryParse(part, out var place) && place < list.Items.Count => list.Items[place],
                _ => null,
            };
            if (node is null)
                return new(code, field is null ? path : $"{Node.Path}.{field}", Node.Place, message, advice);

            path = node.Path;
        }

        return new(code, path, node.Place, message, advice);
    }
}
