namespace Plimsoll.Formats.Answers;

/// <summary>A word, such as the zone of a score or yes and no.</summary>
/// <param name="Text">The word.</param>
public sealed record AnswerText(string Text) : AnswerValue;
