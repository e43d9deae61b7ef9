namespace Plimsoll.Margin;

/// <summary>A range of margin ratios that a venue has a name for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Above">The ratio of equity to maintenance margin above which it lies; null for the lowest zone.</param>
public sealed record MarginZone(string Name, decimal? Above)
{
    /// <summary>The zone of an account: the highest whose bound its ratio exceeds; the first without maintenance margin.</summary>
    /// <param name="zones">The zones from the highest to the lowest; the last without bound.</param>
    /// <param name="equity">Equity, signed.</param>
    /// <param name="maintenance">Maintenance margin, not negative.</param>
    public static MarginZone Of(IReadOnlyList<MarginZone> zones, decimal equity, decimal maintenance)
    {
        ArgumentNullException.ThrowIfNull(zones);
        return maintenance == 0 ? zones[0] : zones.First(zone => zone.Above is not { } above || equity > above * maintenance);
    }
}
