namespace Plimsoll.Formats.Estimates;

/// <summary>What a cure consists of.</summary>
public enum CureAction
{
    /// <summary>Bring collateral: to the cross account, or to an isolated position's own margin.</summary>
    Deposit = 0,

    /// <summary>Close part of a position at the mark.</summary>
    Close = 1,

    /// <summary>Close all positions of the cross account at the mark, and bring what is lacking then.</summary>
    CloseAll = 2,

    /// <summary>Close the same share of several positions at the mark: of all on one underlying, or of all the cross account holds.</summary>
    CloseShare = 3,
}
