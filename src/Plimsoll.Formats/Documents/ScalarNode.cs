namespace Plimsoll.Formats.Documents;

/// <summary>A single value, as the text that was typed.</summary>
/// <param name="Path">The way to it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">The text, without quotes; empty for an explicit null.</param>
/// <param name="IsQuoted">Whether it was quoted, and so is text even if it looks like a number.</param>
public sealed record ScalarNode(string Path, SourcePlace Place, string Text, bool IsQuoted) : DocumentNode(Path, Place)
{
    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : $"\"{Text}\"";

    /// <summary>Whether the value is YAML's or JSON's null.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null";
}
