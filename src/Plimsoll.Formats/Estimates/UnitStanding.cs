namespace Plimsoll.Formats.Estimates;

/// <summary>A unit of margin and where it stands: the cross account, or an isolated position.</summary>
/// <param name="Name">account, or the instrument of the isolated position.</param>
/// <param name="Figures">Its equity and margins, in the numeraire.</param>
/// <param name="NetLiquidationValue">What closing everything at the mark would leave, in the numeraire; of options too where a venue's equity leaves them out.</param>
/// <param name="IsLiquidated">Whether the venue liquidates it.</param>
public sealed record UnitStanding(string Name, AccountFigures Figures, decimal NetLiquidationValue, bool IsLiquidated);
