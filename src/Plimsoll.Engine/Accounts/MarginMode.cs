namespace Plimsoll.Engine.Accounts;

/// <summary>How an account's position in one instrument is margined. Numbers are wire format.</summary>
public enum MarginMode : byte
{
    /// <summary>All positions share all collateral.</summary>
    Cross = 0,

    /// <summary>The position has its own collateral and can lose no more.</summary>
    Isolated = 1,
}
