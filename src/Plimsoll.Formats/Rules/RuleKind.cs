using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Rules;

/// <summary>A kind of rule that a model can state: what it must be told, what it needs to know of a case, and the calculator's function behind it.</summary>
/// <remarks>
/// The model's file holds the parameters under <c>rules</c>, the portfolio's file the case under <c>facts</c>, both under the rule's name.
/// A kind translates between files and the calculator; it computes nothing itself.
/// </remarks>
/// <param name="Name">What <c>kind</c> says, in lower case with underscores.</param>
/// <param name="Meaning">One sentence for people.</param>
/// <param name="Source">Where the formula comes from.</param>
/// <param name="Parameters">The fields of the rule.</param>
/// <param name="Facts">The fields of a case.</param>
/// <param name="Evaluate">Calls the calculator. Throws <see cref="RuleException"/> for a case that has no answer.</param>
public sealed record RuleKind(
    string Name,
    string Meaning,
    string Source,
    RecordShape Parameters,
    RecordShape Facts,
    Func<Fields, Fields, Answer> Evaluate
);
