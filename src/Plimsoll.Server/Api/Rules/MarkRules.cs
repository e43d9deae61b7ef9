using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>How a mark follows its index and its own book.</summary>
/// <param name="BasisTimeConstant">Seconds by which the basis is smoothed.</param>
/// <param name="BasisClamp">The farthest the smoothed basis may lie from zero, as a share of the index.</param>
/// <param name="LastClamp">The farthest mid or last trade may lie from the index, as a share of it.</param>
public sealed record MarkRules(DecimalText BasisTimeConstant, DecimalText BasisClamp, DecimalText LastClamp);
