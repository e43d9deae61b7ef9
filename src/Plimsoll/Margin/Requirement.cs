namespace Plimsoll.Margin;

/// <summary>Which requirement a term belongs to.</summary>
public enum Requirement
{
    /// <summary>Maintenance margin.</summary>
    Maintenance = 1,

    /// <summary>Initial margin.</summary>
    Initial = 2,
}
