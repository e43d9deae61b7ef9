using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>The one decision: is an account below its line? The same function answers estimates and starts liquidations.</summary>
/// <remarks>Source: docs/spec/0007-liquidation.md, "The line" (LIQU-003).</remarks>
public static class SolvencyLine
{
    /// <summary>Whether equity is below maintenance margin (at it, if the venue counts the line itself as below).</summary>
    public static bool IsBelow(Money equity, Money maintenanceMargin, bool isLineBelow) =>
        equity < maintenanceMargin || (isLineBelow && equity == maintenanceMargin && !maintenanceMargin.IsZero);

    /// <summary>Whether equity reaches a multiple of maintenance margin, the multiple rounded up.</summary>
    public static bool Reaches(Money equity, Money maintenanceMargin, Rate multiple) =>
        equity >= maintenanceMargin.Scale(multiple, Rounding.Ceiling);
}
