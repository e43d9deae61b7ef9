using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>A mark price with what is carried to the next one.</summary>
/// <param name="Mark">The mark price.</param>
/// <param name="SmoothedBasis">The smoothed basis, in millionths of a price unit.</param>
/// <param name="Premium">How far the clamped market price lies above the index: what funding averages.</param>
public readonly record struct MarkOutputs(Price Mark, long SmoothedBasis, Rate Premium);
