namespace Plimsoll.Margin;

/// <summary>What a step of a requirement is counted in.</summary>
public enum MarginTermUnit
{
    /// <summary>A plain number or rate.</summary>
    Number = 0,

    /// <summary>Units of the settlement asset.</summary>
    Settlement = 1,

    /// <summary>Units of quantity.</summary>
    Contracts = 2,

    /// <summary>Units of price.</summary>
    Price = 3,
}
