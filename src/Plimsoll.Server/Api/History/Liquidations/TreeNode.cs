using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>A number that explains itself.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Amount">The number, in the numeraire.</param>
/// <param name="Inputs">What a leaf was computed from.</param>
/// <param name="Children">The parts of a sum.</param>
internal sealed record TreeNode(string Label, DecimalText Amount, IReadOnlyList<TreeInput> Inputs, IReadOnlyList<TreeNode> Children);
