namespace Plimsoll.Engine.Solvency;

/// <summary>What finding accounts in need took so far; not part of the state.</summary>
/// <param name="Certified">Accounts inside a box of prices in which they are proved to be above their line, and those that have none.</param>
/// <param name="Hot">Accounts that are looked at whenever a price moves.</param>
/// <param name="Examined">How often an account was decided exactly.</param>
/// <param name="Left">How often a price left a box.</param>
/// <param name="Audited">How often the sweeper held a certificate against the exact decision.</param>
/// <param name="Alarms">How often it was wrong: each is a fault of the engine, and the account was decided at once.</param>
public readonly record struct SolvencyFigures(int Certified, int Hot, long Examined, long Left, long Audited, long Alarms)
{
    /// <summary>How often nobody was left out for a certificate, because prices had left too many boxes for one command: all rows were scanned, and who has none was decided.</summary>
    public long Scans { get; init; }

    /// <summary>Accounts that have a row in the columns: they are decided only where it does not prove that they need nothing.</summary>
    public int Rows { get; init; }
}
