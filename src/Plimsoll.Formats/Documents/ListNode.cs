namespace Plimsoll.Formats.Documents;

/// <summary>A list of nodes.</summary>
/// <param name="Path">The way to it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Items">The items, in order.</param>
public sealed record ListNode(string Path, SourcePlace Place, IReadOnlyList<DocumentNode> Items) : DocumentNode(Path, Place)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}
