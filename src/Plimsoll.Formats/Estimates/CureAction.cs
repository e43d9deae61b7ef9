namespace Plimsoll.Formats.Estimates;

/// <summary>What a cure consists of.</summary>
public enum CureAction
{
    /// <summary>Bring collateral.</summary>
    Deposit = 0,

    /// <summary>Close part of a position at the mark.</summary>
    Close = 1,
}
