using System.Globalization;
using Plimsoll.Cli.Margin;
using Plimsoll.Instruments;
using Plimsoll.Simulation.Options;
using Plimsoll.Surfaces;

namespace Plimsoll.Cli.Surface;

/// <summary>A fitted surface as a table for people: volatilities in points, a row for each expiry.</summary>
internal static class SurfaceTable
{
    private const string Legend =
        "Volatilities in points (hundredths). bp: forward by parity over the venue's. skew: change of volatility per 0.1 of log-moneyness, at the forward. "
        + "rms, max: fit less the middle of bid and ask. within: strikes fitted with the fit between bid and ask. left: one-sided or wide quotes, kept as bounds, "
        + "and quotes dropped. arbitrage: butterflies and calendars among the quotes' mids, then on the fit. venue, most: fit less the venue's marks, rms and "
        + "largest; marks: our mark less the venue's, rms over all options, as a premium.";

    public static void Write(IReadOnlyList<SurfaceSummary> summaries, TextWriter output)
    {
        foreach (var summary in summaries)
        {
            Write(summary, output);
        }

        Tables.Line(output, Legend, 2);
    }

    private static void Write(SurfaceSummary summary, TextWriter output)
    {
        var unit = summary.Premium == Payoff.Inverse ? summary.Chain.Underlying : "money";
        var table = new FigureTable(
            $"{summary.Chain.Underlying} on {summary.Chain.Venue}, {DateTimeOffset.FromUnixTimeMilliseconds(summary.Chain.AtMs):yyyy-MM-dd HH:mm:ss} UTC",
            "expiry:",
            "days",
            "forward",
            "bp",
            "ATM",
            "skew",
            "rms",
            "max",
            "within",
            "left",
            "arbitrage",
            "venue",
            "most",
            $"marks {unit}",
            "status:"
        );
        foreach (var expiry in summary.Expiries)
        {
            var fit = expiry.Fit;
            table.Row(
                DateTimeOffset
                    .FromUnixTimeMilliseconds(fit.Expiry.Nanoseconds / 1_000_000)
                    .ToString("d MMM yy", CultureInfo.InvariantCulture),
                Number(fit.Years * 365, "0.0"),
                Number(fit.Forward.Forward, "#,0.00"),
                Number(expiry.ForwardBasis * 1e4, "0.0"),
                Points(expiry.AtTheMoney),
                Points(expiry.Skew * 0.1),
                Points(fit.Quality.Rms),
                Points(fit.Quality.Most),
                $"{fit.Quality.WithinSpread}/{fit.Quality.Quotes}",
                $"{fit.Count(QuoteUse.Bound) + fit.Count(QuoteUse.Wide)}+{expiry.Dropped}",
                $"{Arbitrage(expiry.Quoted)} → {Arbitrage(expiry.Fitted)}",
                Points(expiry.VenueRms),
                Points(expiry.VenueMost),
                Number(expiry.VenuePriceRms, summary.Premium == Payoff.Inverse ? "0.000000" : "0.00"),
                Words(fit.Status)
            );
        }

        Tables.Write(output, table);
        Tables.Line(output, Verdict(summary), 2);
        foreach (var remark in SurfaceRemarks.Of(summary))
        {
            Tables.Line(output, remark, 2);
        }
    }

    public static string Verdict(SurfaceSummary summary) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Chain.Underlying}: {summary.Quotes} strikes fitted, {summary.WithinSpread} of them between bid and ask; rms {summary.Rms * 100:0.00}, max {summary.Most * 100:0.00} points. "
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"Arbitrage in the quotes: {summary.Fit.QuotedArbitrage.Butterflies} butterflies and {summary.Fit.QuotedArbitrage.Calendars} calendars at mids, "
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Fit.QuotedArbitrage.TradableButterflies + summary.Fit.QuotedArbitrage.TradableCalendars} tradable; in the surface: {summary.Fit.FittedArbitrage.Butterflies + summary.Fit.FittedArbitrage.Calendars} (least density {summary.Fit.LeastDensity:0.0000}, least rise in time {summary.Fit.LeastCalendar:0.00000})."
        );

    public static string Words(SliceStatus status) =>
        status switch
        {
            SliceStatus.Fitted => "fitted",
            SliceStatus.WingsOnly => "wings only",
            SliceStatus.Flat => "flat",
            SliceStatus.Scaled => "scaled",
            _ => "no quotes",
        };

    private static string Arbitrage(ArbitrageCount count) => $"{count.Butterflies}+{count.Calendars}";

    private static string Points(double fraction) => Number(fraction * 100, "0.00");

    private static string Number(double number, string format) =>
        double.IsNaN(number) ? "—" : number.ToString(format, CultureInfo.InvariantCulture);
}
