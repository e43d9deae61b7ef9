using System.Globalization;
using System.Text;

namespace Plimsoll.Simulation.Reports.Charts;

/// <summary>A frame with two axes of numbers: scales, grid, labels, marks and lines. What lies outside is cut at the frame.</summary>
internal sealed class XyPlot(double width, double height, (double Low, double High) along, (double Low, double High) up)
{
    private const double Left = 52;
    private const double Right = 10;
    private const double Top = 8;
    private const double Bottom = 34;
    private const int LinesWanted = 5;

    private static readonly double[] Ratios = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.4, 1.7, 2, 3, 5, 10, 20];
    private static readonly double[] Days = [1, 3, 7, 14, 30, 60, 90, 180, 270, 365, 540, 730];
    private const double TickRoom = 30;

    /// <summary>Logarithms of round ratios.</summary>
    public static IEnumerable<double> RatioTicks => Ratios.OrderBy(ratio => Math.Abs(Math.Log(ratio))).Select(ratio => Math.Log(ratio));

    /// <summary>Roots of round numbers of days.</summary>
    public static IEnumerable<double> DayTicks => Days.OrderDescending().Select(days => Math.Sqrt(days));

    private double PlotRight => width - Right;

    private double PlotBottom => height - Bottom;

    public double X(double value) => Left + ((value - along.Low) / (along.High - along.Low) * (PlotRight - Left));

    public double Y(double value) =>
        Math.Clamp(PlotBottom - ((value - up.Low) / (up.High - up.Low) * (PlotBottom - Top)), Top - 2, PlotBottom + 2);

    /// <summary>Whether a place lies within the frame.</summary>
    public bool IsAlong(double value) => value >= along.Low && value <= along.High;

    /// <summary>Opens the picture and draws grid and labels.</summary>
    public XyPlot Open(
        Html page,
        string label,
        string nameAlong,
        IEnumerable<double> ticks,
        Func<double, string> formatAlong,
        Func<double, string> formatUp
    )
    {
        page.Raw($"<svg class=\"plot\" viewBox=\"0 0 {Html.At(width)} {Html.At(height)}\" role=\"img\" aria-label=\"")
            .Text(label)
            .Raw("\">");
        foreach (var value in Steps(up))
        {
            var y = Html.At(Y(value));
            page.Raw($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Html.At(PlotRight)}\" y1=\"{y}\" y2=\"{y}\"/>");
            page.Raw($"<text class=\"axis\" x=\"{Left - 8}\" y=\"{y}\" dy=\"0.32em\" text-anchor=\"end\">")
                .Text(formatUp(value))
                .Raw("</text>");
        }

        // The first ones are the most wanted; a later one that would touch them is left out.
        var taken = new List<double>();
        foreach (var value in ticks)
        {
            if (!IsAlong(value) || taken.Exists(other => Math.Abs(X(other) - X(value)) < TickRoom))
                continue;

            taken.Add(value);
            var x = Html.At(X(value));
            page.Raw($"<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{Html.At(PlotBottom)}\" y2=\"{Html.At(PlotBottom + 4)}\"/>");
            page.Raw($"<text class=\"axis\" x=\"{x}\" y=\"{Html.At(PlotBottom + 16)}\" text-anchor=\"middle\">")
                .Text(formatAlong(value))
                .Raw("</text>");
        }

        page.Raw($"<text class=\"axis name\" x=\"{Html.At(PlotRight)}\" y=\"{Html.At(height - 4)}\" text-anchor=\"end\">")
            .Text(nameAlong)
            .Raw("</text>");
        return this;
    }

    /// <summary>A line through points; NaN breaks it.</summary>
    public void Line(Html page, string style, IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        var isOpen = false;
        foreach (var (x, y) in points)
        {
            if (double.IsNaN(y))
            {
                isOpen = false;
                continue;
            }

            path.Append(isOpen ? 'L' : 'M').Append(Html.At(X(x))).Append(' ').Append(Html.At(Y(y)));
            isOpen = true;
        }

        page.Raw($"<path class=\"line {style}\" d=\"{path}\"/>");
    }

    /// <summary>An upright bar from one value to another, with what it is under the pointer.</summary>
    public void Bar(Html page, string style, double x, double from, double to, string tip)
    {
        if (!IsAlong(x))
            return;

        var at = Html.At(X(x));
        page.Raw($"<line class=\"{style}\" x1=\"{at}\" x2=\"{at}\" y1=\"{Html.At(Y(from))}\" y2=\"{Html.At(Y(to))}\"><title>")
            .Text(tip)
            .Raw("</title></line>");
    }

    /// <summary>A dot.</summary>
    public void Dot(Html page, string style, double x, double y, double radius, string tip)
    {
        if (IsAlong(x) && y >= up.Low && y <= up.High)
        {
            page.Raw($"<circle class=\"{style}\" cx=\"{Html.At(X(x))}\" cy=\"{Html.At(Y(y))}\" r=\"{Html.At(radius)}\"><title>")
                .Text(tip)
                .Raw("</title></circle>");
        }
    }

    /// <summary>A stretch over the whole height; what lies outside the frame is cut.</summary>
    public void Band(Html page, string style, double from, double to, string tip)
    {
        var (left, right) = (X(Math.Max(from, along.Low)), X(Math.Min(to, along.High)));
        if (right > left)
        {
            page.Raw($"<rect class=\"{style}\" x=\"{Html.At(left)}\" y=\"{Top}\" width=\"{Html.At(right - left)}\"");
            page.Raw($" height=\"{Html.At(PlotBottom - Top)}\"><title>").Text(tip).Raw("</title></rect>");
        }
    }

    /// <summary>A thin upright line over the whole height.</summary>
    public void Upright(Html page, double x) =>
        page.Raw($"<line class=\"tick\" x1=\"{Html.At(X(x))}\" x2=\"{Html.At(X(x))}\" y1=\"{Top}\" y2=\"{Html.At(PlotBottom)}\"/>");

    public static void Close(Html page) => page.Raw("</svg>");

    public static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    private static IEnumerable<double> Steps((double Low, double High) range)
    {
        var raw = (range.High - range.Low) / LinesWanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step =
            power
            * (
                (raw / power) switch
                {
                    < 1.5 => 1,
                    < 3.5 => 2,
                    < 7.5 => 5,
                    _ => 10,
                }
            );
        for (var value = Math.Ceiling(range.Low / step) * step; value <= range.High + (step * 1e-9); value += step)
        {
            yield return Math.Abs(value) < step * 1e-6 ? 0 : value;
        }
    }
}
