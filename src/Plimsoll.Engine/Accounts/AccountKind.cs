namespace Plimsoll.Engine.Accounts;

/// <summary>What an account is. Numbers are wire format.</summary>
public enum AccountKind : byte
{
    /// <summary>A ledger account of the venue: no positions, no margin.</summary>
    Venue = 0,

    /// <summary>A cross-margined account (or sub-account) of a user.</summary>
    User = 1,

    /// <summary>One isolated position of a user, with its own collateral; opened by the engine under its parent.</summary>
    Isolated = 2,

    /// <summary>Exempt from margin by agreement: never refused, never liquidated; may be deleveraged and shares in losses.</summary>
    MarketMaker = 3,

    /// <summary>The insurance fund of one settlement asset.</summary>
    InsuranceFund = 4,
}
