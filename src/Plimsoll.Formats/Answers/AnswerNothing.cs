namespace Plimsoll.Formats.Answers;

/// <summary>No answer, and why: a liquidation price that does not exist, say.</summary>
/// <param name="Reason">The reason, for people.</param>
public sealed record AnswerNothing(string Reason) : AnswerValue;
