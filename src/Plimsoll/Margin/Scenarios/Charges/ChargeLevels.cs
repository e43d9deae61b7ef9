namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Which requirements a charge is part of.</summary>
public enum ChargeLevels
{
    /// <summary>Initial and maintenance margin.</summary>
    Both = 0,

    /// <summary>Initial margin alone.</summary>
    Initial = 1,

    /// <summary>Maintenance margin alone.</summary>
    Maintenance = 2,
}
