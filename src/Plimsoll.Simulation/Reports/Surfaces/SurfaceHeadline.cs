using System.Globalization;
using Plimsoll.Simulation.Options;
using Plimsoll.Surfaces;

namespace Plimsoll.Simulation.Reports.Surfaces;

/// <summary>What the surface is of, and how good it is, in six figures.</summary>
internal static class SurfaceHeadline
{
    public static void Write(Html page, SurfaceSummary summary)
    {
        var (chain, fit) = (summary.Chain, summary.Fit);
        page.Raw("<header><div>");
        page.Element("p.over", $"Volatility surface · {chain.Venue}");
        page.Element("h1", $"{chain.Underlying}, {Html.Time(chain.AtMs, "d MMM yyyy HH:mm:ss")} UTC");
        page.Element(
            "p.sub",
            $"{Html.Many(chain.Options.Count, "option")} of {Html.Many(summary.Expiries.Count, "expiry").Replace("expirys", "expiries", StringComparison.Ordinal)}; index {Html.Price(chain.IndexPrice)}"
        );
        page.Raw("</div></header><div class=\"tiles\">");
        Tile(
            page,
            "Error of the fit",
            Points(summary.Rms),
            "points rms",
            $"largest {Points(summary.Most)}, against the middle of bid and ask"
        );
        Tile(
            page,
            "Between bid and ask",
            summary.Quotes == 0 ? "—" : Html.Percent((double)summary.WithinSpread / summary.Quotes),
            "of the strikes fitted",
            $"{summary.WithinSpread} of {summary.Quotes}"
        );
        var quoted = fit.QuotedArbitrage;
        Tile(
            page,
            "Arbitrage in the quotes",
            Html.Count(quoted.Butterflies + quoted.Calendars),
            "tests fail at mids",
            $"{quoted.Butterflies} butterflies, {quoted.Calendars} calendars; {quoted.TradableButterflies + quoted.TradableCalendars} could be traded"
        );
        var fitted = fit.FittedArbitrage;
        Tile(
            page,
            "Arbitrage in the surface",
            Html.Count(fitted.Butterflies + fitted.Calendars),
            "tests fail",
            $"least density {fit.LeastDensity.ToString("0.0000", CultureInfo.InvariantCulture)}, least rise in time {fit.LeastCalendar.ToString("0.00000", CultureInfo.InvariantCulture)}"
        );
        var venue = Rms(summary, expiry => expiry.VenueRms);
        Tile(page, "To the venue's marks", double.IsNaN(venue) ? "—" : Points(venue), "points rms", "over the strikes fitted");
        var dropped = summary.Expiries.Sum(expiry => expiry.Dropped);
        var bounds = summary.Expiries.Sum(expiry => expiry.Fit.Count(QuoteUse.Bound) + expiry.Fit.Count(QuoteUse.Wide));
        Tile(
            page,
            "Quotes not fitted",
            Html.Count(dropped + bounds),
            "strikes",
            $"{bounds} one-sided or wide, kept as bounds; {dropped} dropped"
        );
        page.Raw("</div>");
        foreach (var remark in SurfaceRemarks.Of(summary))
        {
            page.Element("p.sub", remark);
        }
    }

    public static string Points(double fraction) => (fraction * 100).ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    private static double Rms(SurfaceSummary summary, Func<ExpirySummary, double> rms)
    {
        var all = summary.Expiries.Where(expiry => !double.IsNaN(rms(expiry))).ToArray();
        var count = all.Sum(expiry => expiry.Fit.Quality.Quotes);
        return count == 0 ? double.NaN : Math.Sqrt(all.Sum(expiry => expiry.Fit.Quality.Quotes * rms(expiry) * rms(expiry)) / count);
    }

    private static void Tile(Html page, string title, string figure, string unit, string more) =>
        page.Raw("<div class=\"tile\">")
            .Element("h3", title)
            .Element("p.figure", figure)
            .Element("p.unit", unit)
            .Element("p.more", more)
            .Raw("</div>");
}
