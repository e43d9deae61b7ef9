using Plimsoll.Margin.ValueAtRisk.Backtests;
using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>Exceptions within the last 250 periods, against the supervisors' zones.</summary>
internal static class SwingSection
{
    private const double Height = 240;
    private static readonly string[] Drawn = ["fixed", "historical", "ewma", "student", "floored"];

    public static void Write(Html page, BacktestResult result)
    {
        var book = result.Books[0];
        if (book.Losses.Length <= BaselTrafficLight.TableObservations)
        {
            return;
        }

        page.Section(
            "lights",
            "Traffic lights",
            $"Exceptions of {book.Name} within the last 250 periods. Yellow and red begin where a right model has so many with less than 5\u2009% and 0.01\u2009% probability."
        );
        const int Skip = BaselTrafficLight.TableObservations - 1;
        var times = book.TimesMs.Skip(Skip).ToList();
        var shown = book.Models.Where(test => test.Model.IsListed || Drawn.Contains(test.Model.Name, StringComparer.Ordinal)).ToList();
        shown = shown.Count > 0 ? shown : [.. book.Models];
        var lines = shown.ConvertAll(test =>
        {
            var hits = book.Losses.Select((loss, i) => loss > test.Margins[i]).ToArray();
            return new Line(
                test.Model.Name,
                BacktestWords.StyleOf(test.Model),
                times,
                [.. BacktestFigures.Rolling(hits).Skip(Skip).Select(count => (double)count)]
            );
        });
        var share = 1 - result.Request.Settings.Level;
        var (yellow, red) = (From(TrafficLightZone.Yellow, share), From(TrafficLightZone.Red, share));
        var high = Math.Max(red + 2, lines.Max(line => line.Values.Max()));
        page.Raw("<figure class=\"chart\">");
        LineChart.Legend(page, lines.Select(line => (line.Name, line.Style)));
        var plot = LineChart.Open(page, "exceptions within 250 periods", Height, times[0], times[^1], (0, high), value => $"{value:0}");
        Band(page, plot, "zone-yellow", yellow, red);
        Band(page, plot, "zone-red", red, plot.High);
        LineChart.Close(page, plot, lines, 0);
        page.Raw("</figure>").End();
    }

    private static int From(TrafficLightZone zone, double share) =>
        Enumerable
            .Range(0, BaselTrafficLight.TableObservations + 1)
            .First(count => BaselTrafficLight.Zone(count, BaselTrafficLight.TableObservations, share) >= zone);

    private static void Band(Html page, TimePlot plot, string style, double from, double to)
    {
        var (top, bottom) = (plot.Y(to), plot.Y(from));
        page.Raw(
            $"<rect class=\"{style}\" x=\"{Html.At(TimePlot.PlotLeft)}\" y=\"{Html.At(top)}\" width=\"{Html.At(TimePlot.PlotRight - TimePlot.PlotLeft)}\" height=\"{Html.At(bottom - top)}\"/>"
        );
    }
}
