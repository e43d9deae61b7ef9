namespace Plimsoll.Engine.Solvency;

/// <summary>How the engine finds the accounts that a price may have taken below their line. The events are the same.</summary>
public enum SolvencyScan
{
    /// <summary>Accounts hold certificates: boxes of prices in which they are proved to need nothing. Only those whose box was left are looked at, and of them only those whose row in the columns proves nothing.</summary>
    Certified = 0,

    /// <summary>Every account at every tick: the reference that everything faster is held against.</summary>
    Full = 1,

    /// <summary>No certificates: at every tick the columns of linear accounts are scanned, and who is not proved by them to be above the line is looked at.</summary>
    Columns = 2,
}
