namespace Plimsoll.Engine.Accounts;

/// <summary>Where an account stands against its line. After every command exactly one holds. Numbers are wire format.</summary>
public enum AccountCondition : byte
{
    /// <summary>Above the margin-call level.</summary>
    Healthy = 0,

    /// <summary>Above maintenance margin, below the margin-call level.</summary>
    MarginCall = 1,

    /// <summary>Being brought back over its target.</summary>
    InLiquidation = 2,

    /// <summary>Below maintenance margin, waiting for a named reason, bounded in time.</summary>
    Held = 3,
}
