namespace Plimsoll.Formats.Answers;

/// <summary>Something that was computed: a number, a word, a list, named parts, or the reason why there is nothing.</summary>
public abstract record AnswerValue;
