namespace Plimsoll.Load.Figures;

/// <summary>What a figure was in each round.</summary>
internal static class Spread
{
    /// <summary>The middle one; of an even number the upper of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
