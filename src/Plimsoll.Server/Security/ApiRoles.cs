namespace Plimsoll.Server.Security;

/// <summary>What the holder of a key is. Numbers are kept in the journal and never reused.</summary>
[Flags]
public enum ApiRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Acts for the accounts that the key lists, and sees those.</summary>
    Trader = 1,

    /// <summary>Reports orders and trades of everybody.</summary>
    MatchingEngine = 2,

    /// <summary>Sees everything of the venue, proposes and approves parameters.</summary>
    Risk = 4,

    /// <summary>Makes keys, lists markets, moves collateral, governs the server.</summary>
    Admin = 8,

    /// <summary>Sees everything, changes nothing.</summary>
    Auditor = 16,

    /// <summary>All of them.</summary>
    All = Trader | MatchingEngine | Risk | Admin | Auditor,
}
