namespace Plimsoll.Server.Api.Requests;

/// <summary>One role.</summary>
public enum KeyRole
{
    /// <summary>Acts for accounts of its own.</summary>
    Trader,

    /// <summary>Orders and trades of everybody, prices.</summary>
    MatchingEngine,

    /// <summary>Watches, stresses, approves parameters.</summary>
    Risk,

    /// <summary>Accounts, money, markets, keys.</summary>
    Admin,

    /// <summary>Sees everything and changes nothing.</summary>
    Auditor,
}
