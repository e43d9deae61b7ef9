namespace Plimsoll.Formats.Answers;

/// <summary>Answers in an order that means something: steps, ranks.</summary>
/// <param name="Items">The answers.</param>
public sealed record AnswerList(IReadOnlyList<AnswerValue> Items) : AnswerValue;
