namespace Plimsoll.Margin.Scenarios;

/// <summary>Which books are looked at together.</summary>
public enum BookNetting
{
    /// <summary>Each underlying by itself, its worst scenario its own; requirements add up.</summary>
    PerUnderlying = 0,

    /// <summary>All underlyings under the same scenario at once, gains treated by underlying; the worst sum counts.</summary>
    SameScenario = 1,
}
