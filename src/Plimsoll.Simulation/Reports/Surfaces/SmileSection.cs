using System.Globalization;
using Plimsoll.Simulation.Options;
using Plimsoll.Simulation.Reports.Charts;
using Plimsoll.Surfaces;

namespace Plimsoll.Simulation.Reports.Surfaces;

/// <summary>One picture for each expiry: bid and ask of each strike, the fit, the venue's marks.</summary>
internal static class SmileSection
{
    private const int Samples = 160;

    public static void Write(Html page, SurfaceSummary summary)
    {
        page.Section(
            $"smiles-{summary.Chain.Underlying}",
            "Smiles",
            "Implied volatility in percent over strike as a share of the forward (log scale). The option out of the money speaks at each strike."
        );
        LineChart.Legend(
            page,
            [
                ("bid to ask", "spread"),
                ("fit", "fit"),
                ("venue's mark", "venue"),
                ("one side only", "only"),
                ("too wide", "wide"),
                ("outlier, left out", "gone"),
            ]
        );
        page.Raw("<div class=\"pair\">");
        foreach (var expiry in summary.Expiries)
        {
            Write(page, expiry);
        }

        page.Raw("</div>").End();
    }

    private static void Write(Html page, ExpirySummary expiry)
    {
        var fit = expiry.Fit;
        var shown = fit
            .Readings.Select((reading, i) => (Reading: reading, Option: expiry.Options[i]))
            .Where(each => each.Reading.Use is QuoteUse.Used or QuoteUse.Bound or QuoteUse.Wide or QuoteUse.Outlier)
            .ToArray();
        page.Raw("<figure class=\"chart\">");
        page.Element("h3", $"{Html.Time(fit.Expiry.Nanoseconds / 1_000_000, "d MMM yyyy")} · {Days(fit.Years)}");
        page.Element(
            "p",
            $"forward {Html.Price(fit.Forward.Forward)} · rms {SurfaceHeadline.Points(fit.Quality.Rms)} points · {fit.Quality.WithinSpread} of {fit.Quality.Quotes} between bid and ask"
        );
        if (shown.Length == 0)
        {
            page.Element("p", "No quote can be used.").Raw("</figure>");
            return;
        }

        var (along, up) = Ranges([.. shown.Select(each => each.Reading)]);
        var plot = new XyPlot(520, 250, along, up).Open(
            page,
            "Implied volatility over moneyness",
            "strike ÷ forward",
            XyPlot.RatioTicks,
            k => Math.Exp(k).ToString("0.##", CultureInfo.InvariantCulture),
            v => XyPlot.Plain(v * 100)
        );
        plot.Upright(page, 0);
        foreach (var (reading, option) in shown)
        {
            Draw(page, plot, reading, option, up);
        }

        if (fit.HasSmile)
        {
            var line = Enumerable.Range(0, Samples + 1).Select(i => along.Low + ((along.High - along.Low) * i / Samples));
            plot.Line(page, "fit", line.Select(k => (k, fit.Volatility(k))));
        }

        foreach (var (reading, option) in shown)
        {
            if (option.MarkVolatility > 0)
            {
                plot.Dot(
                    page,
                    "venue",
                    reading.LogMoneyness,
                    option.MarkVolatility,
                    1.8,
                    $"venue's mark {option.MarkVolatility * 100:0.00}"
                );
            }
        }

        XyPlot.Close(page);
        page.Raw("</figure>");
    }

    private static void Draw(Html page, XyPlot plot, QuoteReading reading, QuotedOption option, (double Low, double High) up)
    {
        var tip =
            $"{option.Strike:0.####} {(option.Type == Pricing.OptionType.Call ? "call" : "put")}: bid {Text(reading.BidVolatility)}, ask {Text(reading.AskVolatility)}, fit {Text(reading.Volatility)}";
        var (bid, ask) = (reading.BidVolatility, reading.AskVolatility);
        if (double.IsNaN(bid) || double.IsNaN(ask))
        {
            var side = double.IsNaN(bid) ? ask : bid;
            if (side >= up.Low && side <= up.High)
            {
                plot.Dot(page, "only", reading.LogMoneyness, side, 2, tip);
            }

            return;
        }

        var style = reading.Use switch
        {
            QuoteUse.Outlier => "gone",
            QuoteUse.Wide => "wide",
            _ => "spread",
        };
        plot.Bar(page, style, reading.LogMoneyness, bid, ask, tip);
    }

    /// <summary>As wide as the quotes that are fitted, and as high as their bids, asks and the fit; a wide quote may leave the frame.</summary>
    private static ((double Low, double High) Along, (double Low, double High) Up) Ranges(QuoteReading[] shown)
    {
        var fitted = shown.Where(reading => reading.Use == QuoteUse.Used && !double.IsNaN(reading.MidVolatility)).ToArray();
        var places = fitted.Length > 0 ? fitted : shown;
        var (low, high) = (places.Min(reading => reading.LogMoneyness), places.Max(reading => reading.LogMoneyness));
        var room = Math.Max(0.04 * (high - low), 0.005);
        var values = places
            .SelectMany(reading => new[] { reading.BidVolatility, reading.AskVolatility, reading.Volatility })
            .Where(double.IsFinite)
            .DefaultIfEmpty(0.5)
            .ToArray();
        var (bottom, top) = (values.Min(), values.Max());
        var pad = Math.Max(0.05 * (top - bottom), 0.01);
        return ((low - room, high + room), (Math.Max(0, bottom - pad), top + pad));
    }

    private static string Text(double volatility) =>
        double.IsNaN(volatility) ? "none" : (volatility * 100).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Days(double years) =>
        years * 365 < 2
            ? $"{(years * 8760).ToString("0.0", CultureInfo.InvariantCulture)} hours"
            : $"{(years * 365).ToString("0", CultureInfo.InvariantCulture)} days";
}
