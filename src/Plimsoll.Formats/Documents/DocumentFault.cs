namespace Plimsoll.Formats.Documents;

/// <summary>What is wrong with a document, where, and how to mend it.</summary>
/// <param name="Code">A stable name for the kind of fault, such as <c>out_of_range</c>.</param>
/// <param name="Path">The field.</param>
/// <param name="Place">Line and column.</param>
/// <param name="Message">What was found and what is allowed.</param>
/// <param name="Advice">What to do about it; empty when the message says it all.</param>
public sealed record DocumentFault(string Code, string Path, SourcePlace Place, string Message, string Advice = "");
