namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>What a position is, to a charge.</summary>
public enum PositionKind
{
    /// <summary>A perpetual.</summary>
    Perpetual = 0,

    /// <summary>A dated future.</summary>
    Future = 1,

    /// <summary>An option.</summary>
    Option = 2,

    /// <summary>A coin held beside cash.</summary>
    Collateral = 3,
}
