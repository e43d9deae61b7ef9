namespace Plimsoll.Margin.Schedules;

/// <summary>What the rows of a tier schedule are chosen by.</summary>
public enum TierMeasure
{
    /// <summary>Notional in the settlement asset.</summary>
    Notional = 0,

    /// <summary>Contracts, unsigned.</summary>
    Size = 1,
}
