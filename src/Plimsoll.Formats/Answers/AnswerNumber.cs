namespace Plimsoll.Formats.Answers;

/// <summary>A number with its unit.</summary>
/// <param name="Value">The number, as the model rounds it.</param>
/// <param name="Unit">What it counts: an asset, an instrument, seconds; empty for a ratio.</param>
public sealed record AnswerNumber(decimal Value, string Unit) : AnswerValue;
