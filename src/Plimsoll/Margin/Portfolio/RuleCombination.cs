namespace Plimsoll.Margin.Portfolio;

/// <summary>How several rules become one requirement.</summary>
public enum RuleCombination
{
    /// <summary>The largest alone counts; of equal ones the first.</summary>
    Largest = 0,

    /// <summary>All count.</summary>
    Sum = 1,
}
