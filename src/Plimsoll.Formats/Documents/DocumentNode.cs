namespace Plimsoll.Formats.Documents;

/// <summary>A piece of a document: a scalar, a list or a mapping, and where it stands.</summary>
/// <param name="Path">The way to it from the root, such as <c>positions[2].quantity</c>; empty for the root.</param>
/// <param name="Place">Line and column.</param>
public abstract record DocumentNode(string Path, SourcePlace Place)
{
    /// <summary>What kind of node it is, for messages.</summary>
    public abstract string Kind { get; }
}
