using Plimsoll.Formats.Rules;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>A rule as a model states it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Kind">What kind it is.</param>
/// <param name="Parameters">What the file says of it.</param>
public sealed record ModelRule(string Name, RuleKind Kind, Fields Parameters);
