using System.Globalization;
using Plimsoll.Simulation.Options;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Surfaces;

/// <summary>The surface in time: volatility at the money, forwards, total variance of all expiries together, and the density.</summary>
internal static class TermSection
{
    private const int Samples = 200;
    private const int Colours = 10;

    public static void Write(Html page, SurfaceSummary summary)
    {
        var expiries = summary.Expiries.Where(expiry => expiry.Fit.HasSmile).ToArray();
        page.Section(
            $"term-{summary.Chain.Underlying}",
            "In time",
            "Total variance may not fall from one expiry to the next at the same moneyness: the lines on the right may touch, never cross."
        );
        if (expiries.Length == 0)
        {
            page.Element("p", "No expiry has a smile.").End();
            return;
        }

        page.Raw("<div class=\"pair\">");
        WriteAtTheMoney(page, expiries);
        WriteVariance(page, expiries);
        WriteForwards(page, summary, expiries);
        WriteDensity(page, expiries);
        page.Raw("</div>").End();
    }

    /// <summary>Days on a scale of roots, so that the near expiries have room.</summary>
    private static (double Low, double High) Times(ExpirySummary[] expiries) => (0, Math.Sqrt(expiries[^1].Fit.Years * 365) * 1.04);

    private static string Day(double root) => (root * root).ToString("0", CultureInfo.InvariantCulture);

    private static void WriteAtTheMoney(Html page, ExpirySummary[] expiries)
    {
        page.Raw("<figure class=\"chart\">").Element("h3", "Volatility at the forward, percent");
        LineChart.Legend(page, [("fit", "fit"), ("venue's mark nearest the forward", "venue")]);
        var values = expiries.Select(expiry => expiry.AtTheMoney).ToArray();
        var pad = Math.Max(0.02, 0.15 * (values.Max() - values.Min()));
        var plot = new XyPlot(520, 250, Times(expiries), (values.Min() - pad, values.Max() + pad)).Open(
            page,
            "Volatility at the money over days to expiry",
            "days to expiry (root scale)",
            XyPlot.DayTicks,
            Day,
            v => XyPlot.Plain(v * 100)
        );
        plot.Line(page, "fit", expiries.Select(expiry => (Math.Sqrt(expiry.Fit.Years * 365), expiry.AtTheMoney)));
        foreach (var expiry in expiries)
        {
            var x = Math.Sqrt(expiry.Fit.Years * 365);
            plot.Dot(page, "dot", x, expiry.AtTheMoney, 2.4, $"{SmileSection.Days(expiry.Fit.Years)}: {expiry.AtTheMoney * 100:0.00}");
            var nearest = expiry
                .Options.Where(option => option.MarkVolatility > 0)
                .MinBy(option => Math.Abs(option.Strike - expiry.Fit.Forward.Forward));
            if (nearest is not null)
            {
                plot.Dot(
                    page,
                    "venue",
                    x,
                    nearest.MarkVolatility,
                    1.8,
                    $"venue, strike {nearest.Strike:0.####}: {nearest.MarkVolatility * 100:0.00}"
                );
            }
        }

        XyPlot.Close(page);
        page.Raw("</figure>");
    }

    private static void WriteVariance(Html page, ExpirySummary[] expiries)
    {
        page.Raw("<figure class=\"chart\">").Element("h3", "Total variance σ²T by expiry; paler beyond its quotes");
        LineChart.Legend(
            page,
            expiries.Select((expiry, i) => (Html.Time(expiry.Fit.Expiry.Nanoseconds / 1_000_000, "d MMM yy"), Colour(i)))
        );
        var range = Moneyness(expiries);
        var top = expiries.Max(expiry => Math.Max(expiry.Fit.Smile.TotalVariance(range.Low), expiry.Fit.Smile.TotalVariance(range.High)));
        var plot = new XyPlot(520, 250, range, (0, top * 1.02)).Open(
            page,
            "Total variance over log-moneyness",
            "strike ÷ forward",
            XyPlot.RatioTicks,
            k => Math.Exp(k).ToString("0.##", CultureInfo.InvariantCulture),
            XyPlot.Plain
        );
        for (var i = 0; i < expiries.Length; i++)
        {
            Draw(page, plot, expiries[i], Colour(i), range, expiries[i].Fit.Smile.TotalVariance);
        }

        XyPlot.Close(page);
        page.Raw("</figure>");
    }

    private static void WriteForwards(Html page, SurfaceSummary summary, ExpirySummary[] expiries)
    {
        page.Raw("<figure class=\"chart\">").Element("h3", "Forward over index, percent");
        LineChart.Legend(page, [("put–call parity", "fit")]);
        var spot = summary.Chain.IndexPrice > 0 ? summary.Chain.IndexPrice : expiries[0].Fit.Forward.Forward;
        var points = expiries
            .Select(expiry => (X: Math.Sqrt(expiry.Fit.Years * 365), Y: ((expiry.Fit.Forward.Forward / spot) - 1) * 100))
            .ToArray();
        var (low, high) = (Math.Min(0, points.Min(point => point.Y)), Math.Max(0, points.Max(point => point.Y)));
        var pad = Math.Max(0.05, 0.08 * (high - low));
        var plot = new XyPlot(520, 250, Times(expiries), (low - pad, high + pad)).Open(
            page,
            "Forward over index by days to expiry",
            "days to expiry (root scale)",
            XyPlot.DayTicks,
            Day,
            XyPlot.Plain
        );
        plot.Line(page, "fit", points.Prepend((0, 0)));
        for (var i = 0; i < points.Length; i++)
        {
            var forward = expiries[i].Fit.Forward;
            plot.Dot(
                page,
                "dot",
                points[i].X,
                points[i].Y,
                2.4,
                $"{Html.Price(forward.Forward)}, {forward.Source}, {forward.Strikes} strikes, ±{forward.Deviation * 1e4:0.0} bp"
            );
        }

        XyPlot.Close(page);
        page.Raw("</figure>");
    }

    private static void WriteDensity(Html page, ExpirySummary[] expiries)
    {
        page.Raw("<figure class=\"chart\">")
            .Element("h3", "Durrleman's g: below zero, a butterfly would pay for being bought; paler beyond the quotes");
        LineChart.Legend(
            page,
            expiries.Select((expiry, i) => (Html.Time(expiry.Fit.Expiry.Nanoseconds / 1_000_000, "d MMM yy"), Colour(i)))
        );
        var range = Moneyness(expiries);
        var top = expiries.Max(expiry => Places(range).Max(expiry.Fit.Smile.Density));
        var plot = new XyPlot(520, 250, range, (Math.Min(0, -0.03 * top), Math.Min(top, 3) * 1.03)).Open(
            page,
            "Durrleman's g over log-moneyness",
            "strike ÷ forward",
            XyPlot.RatioTicks,
            k => Math.Exp(k).ToString("0.##", CultureInfo.InvariantCulture),
            XyPlot.Plain
        );
        for (var i = 0; i < expiries.Length; i++)
        {
            Draw(page, plot, expiries[i], Colour(i), range, expiries[i].Fit.Smile.Density);
        }

        XyPlot.Close(page);
        page.Raw("</figure>");
    }

    /// <summary>Ten colours; expiries beyond them take the colours again in dashes, then in dots.</summary>
    private static string Colour(int index) =>
        $"s{(index % Colours) + 1}"
        + (index / Colours) switch
        {
            0 => "",
            1 => " dash",
            _ => " dots",
        };

    /// <summary>A line over the whole range, paler where the expiry has no quotes.</summary>
    private static void Draw(
        Html page,
        XyPlot plot,
        ExpirySummary expiry,
        string style,
        (double Low, double High) range,
        Func<double, double> value
    )
    {
        var quoted = Quoted([expiry]).DefaultIfEmpty(0).ToArray();
        var (low, high) = (quoted.Min(), quoted.Max());
        double[] places = [.. Places(range).Append(low).Append(high).Order()];
        plot.Line(page, style, places.Where(k => k >= low && k <= high).Select(k => (k, value(k))));
        plot.Line(page, $"{style} beyond", places.Where(k => k <= low).Select(k => (k, value(k))));
        plot.Line(page, $"{style} beyond", places.Where(k => k >= high).Select(k => (k, value(k))));
    }

    private static IEnumerable<double> Quoted(IEnumerable<ExpirySummary> expiries) =>
        expiries
            .SelectMany(expiry => expiry.Fit.Readings)
            .Where(reading => reading.Use == Plimsoll.Surfaces.QuoteUse.Used)
            .Select(reading => reading.LogMoneyness);

    private static IEnumerable<double> Places((double Low, double High) range) =>
        Enumerable.Range(0, Samples + 1).Select(i => range.Low + ((range.High - range.Low) * i / Samples));

    private static (double Low, double High) Moneyness(ExpirySummary[] expiries)
    {
        var all = Quoted(expiries).DefaultIfEmpty(0).ToArray();
        return (Math.Min(-0.1, all.Min() * 1.05), Math.Max(0.1, all.Max() * 1.05));
    }
}
