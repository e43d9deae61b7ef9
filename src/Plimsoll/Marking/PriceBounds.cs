using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>How far a price may move before trading pauses for a protective auction, and for how long.</summary>
/// <remarks>Source: vegaprotocol/specs 0032-PRIM and 0094-PRAC.</remarks>
public static class PriceBounds
{
    /// <summary>The lowest and the highest price, both still allowed.</summary>
    /// <param name="reference">The price from which it is measured.</param>
    /// <param name="down">Largest factor down, 0 to 1.</param>
    /// <param name="up">Largest factor up, 1 or more.</param>
    /// <param name="isWhole">Whether the bounds are rounded inward to whole prices.</param>
    public static (decimal Min, decimal Max) Of(decimal reference, decimal down, decimal up, bool isWhole)
    {
        var min = (ExactFraction)reference * down;
        var max = (ExactFraction)reference * up;
        return isWhole ? (min.Ceiling(), max.Floor()) : (min.ToDecimal(), max.ToDecimal());
    }

    /// <summary>How long all markets pause after an outage: what the largest threshold that it reached says; zero if it reached none.</summary>
    /// <param name="table">Threshold of outage and length of pause, in any order.</param>
    /// <param name="outage">How long nothing was processed.</param>
    public static decimal PauseAfter(IEnumerable<(decimal Threshold, decimal Pause)> table, decimal outage) =>
        table.Where(row => outage >= row.Threshold).OrderBy(row => row.Threshold).Select(row => row.Pause).LastOrDefault();
}
