using System.Globalization;
using Plimsoll.Instruments;
using Plimsoll.Simulation.Options;
using Plimsoll.Surfaces;

namespace Plimsoll.Simulation.Reports.Surfaces;

/// <summary>The figures of each expiry, and its parameters.</summary>
internal static class ExpirySection
{
    public static void Write(Html page, SurfaceSummary summary)
    {
        var unit = summary.Premium == Payoff.Inverse ? summary.Chain.Underlying : "money";
        page.Section(
            $"figures-{summary.Chain.Underlying}",
            "Figures",
            "Volatilities in points. bp: forward by parity over the venue's. Skew: change per 0.1 of log-moneyness at the forward. rms, max: fit less the middle of bid and ask. "
                + "within: strikes with the fit between bid and ask, of those fitted. left: quotes kept as bounds, and dropped. arb.: failed tests among the quotes' mids, then on the fit. "
                + "venue, most: fit less the venue's marks; marks: our mark less the venue's, rms over all options."
        );
        page.Raw("<div class=\"scroll\"><table><tr>");
        foreach (
            var name in (string[])
                ["expiry", "forward", "bp", "ATM", "skew", "rms", "max", "within", "left", "arb.", "venue", "most", $"marks, {unit}"]
        )
        {
            page.Element(name == "expiry" ? "th" : "th.num", name);
        }

        page.Raw("</tr>");
        foreach (var expiry in summary.Expiries)
        {
            Row(page, expiry, summary.Premium);
        }

        page.Raw("</table></div>");
        Parameters(page, summary);
        page.End();
    }

    private static void Row(Html page, ExpirySummary expiry, Payoff premium)
    {
        var fit = expiry.Fit;
        page.Raw("<tr>").Element("td", Html.Time(fit.Expiry.Nanoseconds / 1_000_000, "d MMM yyyy"));
        Cell(page, Html.Price(fit.Forward.Forward));
        Cell(page, Number(expiry.ForwardBasis * 1e4, "0.0"));
        Cell(page, Points(expiry.AtTheMoney));
        Cell(page, Points(expiry.Skew * 0.1));
        Cell(page, Points(fit.Quality.Rms));
        Cell(page, Points(fit.Quality.Most));
        Cell(page, $"{fit.Quality.WithinSpread}/{fit.Quality.Quotes}");
        Cell(page, $"{fit.Count(QuoteUse.Bound) + fit.Count(QuoteUse.Wide)}+{expiry.Dropped}");
        Cell(page, $"{expiry.Quoted.Butterflies + expiry.Quoted.Calendars} → {expiry.Fitted.Butterflies + expiry.Fitted.Calendars}");
        Cell(page, Points(expiry.VenueRms));
        Cell(page, Points(expiry.VenueMost));
        Cell(page, Number(expiry.VenuePriceRms, premium == Payoff.Inverse ? "0.000000" : "0.00"));
        page.Raw("</tr>");
    }

    private static void Parameters(Html page, SurfaceSummary summary)
    {
        page.Raw(
            "<details><summary>Parameters, in units of 10<sup>−12</sup>: what a command would carry</summary><div class=\"scroll\"><table><tr><th>expiry</th><th>status</th>"
        );
        foreach (var name in (string[])["a", "b", "ρ", "m", "σ"])
        {
            page.Element("th.num", name);
        }

        page.Raw("</tr>");
        foreach (var expiry in summary.Expiries)
        {
            var smile = expiry.Fit.Smile;
            page.Raw("<tr>").Element("td", Html.Time(expiry.Fit.Expiry.Nanoseconds / 1_000_000, "d MMM yyyy"));
            page.Element("td", expiry.Fit.Status.ToString());
            foreach (var parameter in (long[])[smile.A, smile.B, smile.Rho, smile.M, smile.Sigma])
            {
                Cell(page, Html.Count(parameter).Replace('-', '\u2212'));
            }

            page.Raw("</tr>");
        }

        page.Raw("</table></div></details>");
    }

    private static void Cell(Html page, string text) => page.Element("td.num", text);

    private static string Points(double fraction) => Number(fraction * 100, "0.00");

    private static string Number(double number, string format) =>
        double.IsNaN(number) ? "—" : number.ToString(format, CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
