namespace Plimsoll.Surfaces;

/// <summary>How many tests of static arbitrage failed.</summary>
/// <param name="Butterflies">Three neighbouring strikes whose middle call costs more than the two around it, or two of which the dearer has the higher strike: at mids.</param>
/// <param name="Calendars">Strikes whose total variance is above that of the next expiry at the same log-moneyness: at mids.</param>
/// <param name="TradableButterflies">The same when the middle is sold at its bid and the others bought at their asks: money for nothing, before fees.</param>
/// <param name="TradableCalendars">Likewise: the earlier at its bid, the later at its ask.</param>
public readonly record struct ArbitrageCount(int Butterflies, int Calendars, int TradableButterflies, int TradableCalendars)
{
    /// <summary>The sum of two.</summary>
    public static ArbitrageCount operator +(ArbitrageCount left, ArbitrageCount right) => left.Add(right);

    /// <summary>The sum with another.</summary>
    public ArbitrageCount Add(ArbitrageCount other) =>
        new(
            Butterflies + other.Butterflies,
            Calendars + other.Calendars,
            TradableButterflies + other.TradableButterflies,
            TradableCalendars + other.TradableCalendars
        );
}
