using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <summary>Says whether the rules of a venue are in range, and which property is not.</summary>
/// <remarks>Ranges: the documentation of each property of <see cref="VenueParameters"/>. Never throws, whatever it is given.</remarks>
public static class VenueValidator
{
    private const long Minute = 60_000_000_000;
    private const long Day = 86_400_000_000_000;
    private const long Tenfold = 10 * Rate.NanoPerOne;
    private const int MostTradesKept = 10_000_000;

    /// <summary>Finds the first property out of its range. The numeraire is asset 0: it is listed first, and everything else is valued in it.</summary>
    /// <returns>Null, or the property's name.</returns>
    public static string? Validate(VenueParameters? parameters) =>
        parameters switch
        {
            null => "Parameters",
            { Numeraire.Value: not 0 } => nameof(VenueParameters.Numeraire),
            { MarginCallMultiple.Nano: < Rate.NanoPerOne or > Tenfold } => nameof(VenueParameters.MarginCallMultiple),
            { LiquidationTarget.Nano: < Rate.NanoPerOne or > Tenfold } => nameof(VenueParameters.LiquidationTarget),
            // At the line and restored at once would start the same liquidation for ever.
            { LiquidatesAtLine: true, LiquidationTarget.Nano: Rate.NanoPerOne } => nameof(VenueParameters.LiquidationTarget),
            { LiquidationOrderTimeout.Nanoseconds: <= 0 or > Day } => nameof(VenueParameters.LiquidationOrderTimeout),
            { PauseLongest.Nanoseconds: < Minute or > 30 * Day } => nameof(VenueParameters.PauseLongest),
            { PauseGrace.Nanoseconds: < 0 or > Day } => nameof(VenueParameters.PauseGrace),
            { WithdrawableProfit.Nano: < 0 or > Rate.NanoPerOne } => nameof(VenueParameters.WithdrawableProfit),
            { TradesKept: < 0 or > MostTradesKept } => nameof(VenueParameters.TradesKept),
            _ => null,
        };
}
