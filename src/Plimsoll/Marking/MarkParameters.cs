using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>How a mark price follows its index and its own book.</summary>
/// <param name="BasisTimeConstant">Time constant of the smoothed basis; a sample after dt weighs dt ÷ (dt + constant). 0 … one day.</param>
/// <param name="BasisClamp">The farthest the smoothed basis may lie from zero, as a share of the index, 0 … 100 %.</param>
/// <param name="LastClamp">The farthest the mid or last trade may lie from the index, as a share of it, 0 … 100 %.</param>
public sealed record MarkParameters(Duration BasisTimeConstant, Rate BasisClamp, Rate LastClamp)
{
    /// <summary>Thirty seconds, 1 %, 2 %.</summary>
    public static MarkParameters Default { get; } = new(Duration.FromSeconds(30), Rate.FromPercent(1), Rate.FromPercent(2));
}
