namespace Plimsoll.Engine.Solvency;

/// <summary>How the engine finds the accounts that a price may have taken below their line. The events are the same.</summary>
public enum SolvencyScan
{
    /// <summary>Accounts hold certificates: boxes of prices in which they are proved to be above their line. Only those whose box was left are looked at.</summary>
    Certified = 0,

    /// <summary>Every account at every tick: the reference that everything faster is held against.</summary>
    Full = 1,
}
