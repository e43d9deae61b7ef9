using System.Globalization;
using System.Text;

namespace Plimsoll.Simulation.Reports.Charts;

/// <summary>Lines over time, with a legend and a reading under the pointer.</summary>
/// <remarks>One column of pixels keeps its first, lowest, highest and last value, so that a wick of one tick is still seen in four days.</remarks>
internal static class LineChart
{
    private const int Columns = 1040;
    private const int Readings = 480;

    /// <summary>The lowest and highest value of all lines within a span.</summary>
    public static (double Low, double High) Range(IEnumerable<Line> lines, long fromMs, long toMs)
    {
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var line in lines)
        {
            for (var i = First(line, fromMs); i < line.TimesMs.Count && line.TimesMs[i] <= toMs; i++)
            {
                if (!double.IsNaN(line.Values[i]))
                {
                    (low, high) = (Math.Min(low, line.Values[i]), Math.Max(high, line.Values[i]));
                }
            }
        }

        return low <= high ? (low, high) : (0, 1);
    }

    /// <summary>Opens a figure with a legend; the caller shades, draws the lines and closes.</summary>
    public static TimePlot Open(
        Html page,
        string label,
        double height,
        long fromMs,
        long toMs,
        (double Low, double High) range,
        Func<double, string> format
    ) => new TimePlot(height, fromMs, toMs, range.Low, range.High).Open(page, label, format);

    public static void Legend(Html page, IEnumerable<(string Name, string Style)> keys)
    {
        page.Raw("<div class=\"legend\">");
        foreach (var (name, style) in keys)
        {
            page.Raw($"<span><i class=\"key {style}\"></i>").Text(name).Raw("</span>");
        }

        page.Raw("</div>");
    }

    /// <summary>Draws the lines and closes the picture with what the pointer reads.</summary>
    public static void Close(Html page, TimePlot plot, IReadOnlyList<Line> lines, int digits)
    {
        foreach (var line in lines)
        {
            page.Raw($"<path class=\"line {line.Style}\" d=\"").Raw(Path(plot, line)).Raw("\"/>");
        }

        page.Raw("<line class=\"cursor\" y1=\"").Raw(Html.At(plot.PlotTop)).Raw("\" y2=\"").Raw(Html.At(plot.PlotBottom)).Raw("\"/></svg>");
        page.Raw("<script type=\"application/json\">").Raw(Reading(plot, lines, digits)).Raw("</script>");
    }

    internal static string Path(TimePlot plot, Line line)
    {
        var path = new StringBuilder();
        var perColumn = Math.Max(1.0, (double)(plot.ToMs - plot.FromMs) / Columns);
        var isOpen = false;
        var i = First(line, plot.FromMs);
        while (i < line.TimesMs.Count && line.TimesMs[i] <= plot.ToMs)
        {
            var until = plot.FromMs + ((Math.Floor((line.TimesMs[i] - plot.FromMs) / perColumn) + 1) * perColumn);
            var x = Html.At(plot.X(line.TimesMs[i]));
            var (low, high, last) = (double.NaN, double.NaN, double.NaN);
            for (; i < line.TimesMs.Count && line.TimesMs[i] <= plot.ToMs && line.TimesMs[i] < until; i++)
            {
                var value = line.Values[i];
                if (double.IsNaN(value))
                {
                    continue;
                }

                last = value;
                low = double.IsNaN(low) ? value : Math.Min(low, value);
                high = double.IsNaN(high) ? value : Math.Max(high, value);
            }

            if (double.IsNaN(last))
            {
                isOpen = false;
                continue;
            }

            foreach (var value in low == high ? [last] : new[] { low, high, last })
            {
                path.Append(isOpen ? 'L' : 'M').Append(x).Append(' ').Append(Html.At(plot.Y(value)));
                isOpen = true;
            }
        }

        return path.ToString();
    }

    private static string Reading(TimePlot plot, IReadOnlyList<Line> lines, int digits)
    {
        var json = new StringBuilder();
        var step = (double)(plot.ToMs - plot.FromMs) / Readings;
        json.Append(
            CultureInfo.InvariantCulture,
            $"{{\"from\":{plot.FromMs},\"to\":{plot.ToMs},\"left\":{TimePlot.PlotLeft},\"right\":{TimePlot.PlotRight},\"lines\":["
        );
        for (var k = 0; k < lines.Count; k++)
        {
            json.Append(k == 0 ? "" : ",")
                .Append("{\"name\":\"")
                .Append(lines[k].Name)
                .Append("\",\"style\":\"")
                .Append(lines[k].Style)
                .Append("\",\"values\":[");
            var place = First(lines[k], plot.FromMs);
            for (var i = 0; i <= Readings; i++)
            {
                var at = plot.FromMs + (i * step);
                while (place + 1 < lines[k].TimesMs.Count && lines[k].TimesMs[place + 1] <= at)
                {
                    place++;
                }

                var value = place < lines[k].Values.Count && lines[k].TimesMs[place] <= at ? lines[k].Values[place] : double.NaN;
                json.Append(i == 0 ? "" : ",");
                json.Append(double.IsNaN(value) ? "null" : Math.Round(value, digits).ToString(CultureInfo.InvariantCulture));
            }

            json.Append("]}");
        }

        return json.Append("]}").ToString();
    }

    private static int First(Line line, long fromMs)
    {
        var (low, high) = (0, line.TimesMs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = line.TimesMs[middle] < fromMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
