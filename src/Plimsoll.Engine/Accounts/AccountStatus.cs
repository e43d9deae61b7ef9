namespace Plimsoll.Engine.Accounts;

/// <summary>What a user may do, as set by the venue. Numbers are wire format.</summary>
public enum AccountStatus : byte
{
    /// <summary>Everything.</summary>
    Active = 0,

    /// <summary>Only reduce-only orders; withdrawals as usual.</summary>
    ReduceOnly = 1,

    /// <summary>Nothing but deposits; liquidation goes on as for everybody.</summary>
    Frozen = 2,
}
