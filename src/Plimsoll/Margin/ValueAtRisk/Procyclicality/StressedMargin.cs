namespace Plimsoll.Margin.ValueAtRisk.Procyclicality;

/// <summary>Margin that remembers a crisis: by weight, or as a floor.</summary>
/// <remarks>Source: Commission Delegated Regulation (EU) 153/2013, article 28(1)(b) and (c). docs/spec/0018-value-at-risk.md (VARR-051, VARR-052). Pure.</remarks>
public static class StressedMargin
{
    /// <summary>The weight that the regulation asks for.</summary>
    public const double UsualWeight = 0.25;

    /// <summary>(1 − w) m + w s.</summary>
    /// <param name="margin">m ≥ 0 from recent observations.</param>
    /// <param name="stressed">s ≥ 0 from the stressed period.</param>
    /// <param name="weight">w from 0 to 1.</param>
    public static double Weighted(double margin, double stressed, double weight = UsualWeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfNegative(stressed);
        if (!(weight >= 0 && weight <= 1))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "Expected a weight from 0 to 1.");

        return ((1 - weight) * margin) + (weight * stressed);
    }

    /// <summary>max(m, floor), the floor being the same model's margin over a long look-back: ten years where there are ten.</summary>
    /// <param name="margin">m ≥ 0 from recent observations.</param>
    /// <param name="longRun">Not negative.</param>
    public static double Floored(double margin, double longRun)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfNegative(longRun);
        return Math.Max(margin, longRun);
    }
}
