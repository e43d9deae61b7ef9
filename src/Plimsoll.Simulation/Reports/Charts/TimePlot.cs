namespace Plimsoll.Simulation.Reports.Charts;

/// <summary>A frame with time along and a value up: scales, grid and labels.</summary>
internal sealed class TimePlot
{
    public const double Width = 1120;
    private const double Left = 112;
    private const double Right = 16;
    private const double Top = 10;
    private const double Bottom = 26;
    private const int LinesWanted = 4;
    private const long MonthsFrom = 60L * 86_400_000;
    private static readonly int[] MonthSteps = [1, 3, 6, 12];
    private static readonly long[] Steps =
    [
        60_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        10_800_000,
        21_600_000,
        43_200_000,
        86_400_000,
        172_800_000,
    ];

    public TimePlot(double height, long fromMs, long toMs, double low, double high)
    {
        (Height, FromMs, ToMs) = (height, fromMs, Math.Max(toMs, fromMs + 1));
        var room = high > low ? (high - low) * 0.04 : Math.Max(1, Math.Abs(high)) * 0.01;
        (Low, High) = (low == 0 ? 0 : low - room, high == 0 ? 0 : high + room);
    }

    public double Height { get; }

    public long FromMs { get; }

    public long ToMs { get; }

    public double Low { get; }

    public double High { get; }

    public static double PlotLeft => Left;

    public static double PlotRight => Width - Right;

    public double PlotTop => Top;

    public double PlotBottom => Height - Bottom;

    public double X(long atMs) => Left + ((double)(atMs - FromMs) / (ToMs - FromMs) * (PlotRight - Left));

    public double Y(double value) => PlotBottom - ((value - Low) / (High - Low) * (PlotBottom - Top));

    /// <summary>Opens the picture and draws grid and labels.</summary>
    public TimePlot Open(Html page, string label, Func<double, string> format)
    {
        page.Raw($"<svg class=\"plot\" viewBox=\"0 0 {Width} {Html.At(Height)}\" role=\"img\" aria-label=\"").Text(label).Raw("\">");
        foreach (var value in ValueLines())
        {
            var y = Html.At(Y(value));
            page.Raw($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Html.At(PlotRight)}\" y1=\"{y}\" y2=\"{y}\"/>");
            page.Raw($"<text class=\"axis\" x=\"{Left - 8}\" y=\"{y}\" dy=\"0.32em\" text-anchor=\"end\">")
                .Text(format(value))
                .Raw("</text>");
        }

        DrawTimes(page);
        return this;
    }

    /// <summary>Draws the time axis alone.</summary>
    public void DrawTimes(Html page)
    {
        if (ToMs - FromMs > MonthsFrom)
        {
            DrawMonths(page);
            return;
        }

        var step = Array.Find(Steps, candidate => (ToMs - FromMs) / candidate <= 10);
        step = step == 0 ? Steps[^1] : step;
        page.Raw($"<text class=\"axis\" x=\"{Left - 28}\" y=\"{Html.At(PlotBottom + 18)}\" text-anchor=\"end\">UTC</text>");
        for (var at = (FromMs + step - 1) / step * step; at <= ToMs; at += step)
        {
            var x = Html.At(X(at));
            page.Raw($"<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{Html.At(PlotBottom)}\" y2=\"{Html.At(PlotBottom + 4)}\"/>");
            var format = at % 86_400_000 == 0 ? "d MMM" : "HH:mm";
            var style = at % 86_400_000 == 0 ? "axis day" : "axis";
            page.Raw(
                $"<text class=\"{style}\" x=\"{x}\" y=\"{Html.At(PlotBottom + 18)}\" text-anchor=\"middle\">{Html.Time(at, format)}</text>"
            );
        }
    }

    /// <summary>Over months and years the calendar's own steps.</summary>
    private void DrawMonths(Html page)
    {
        var (first, last) = (DateTimeOffset.FromUnixTimeMilliseconds(FromMs), DateTimeOffset.FromUnixTimeMilliseconds(ToMs));
        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month;
        var step = Array.Find(MonthSteps, candidate => months / candidate <= 12);
        step = step == 0 ? MonthSteps[^1] : step;
        for (var at = new DateTimeOffset(first.Year, 1, 1, 0, 0, 0, TimeSpan.Zero); at <= last; at = at.AddMonths(step))
        {
            if (at < first)
            {
                continue;
            }

            var x = Html.At(X(at.ToUnixTimeMilliseconds()));
            var (style, format) = at.Month == 1 ? ("axis day", "yyyy") : ("axis", "MMM");
            page.Raw($"<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{Html.At(PlotBottom)}\" y2=\"{Html.At(PlotBottom + 4)}\"/>");
            page.Raw($"<text class=\"{style}\" x=\"{x}\" y=\"{Html.At(PlotBottom + 18)}\" text-anchor=\"middle\">")
                .Text(Html.Time(at.ToUnixTimeMilliseconds(), format))
                .Raw("</text>");
        }
    }

    /// <summary>Shades a span over the whole height.</summary>
    public void Shade(Html page, long fromMs, long toMs, string style, string tip)
    {
        var (from, to) = (Math.Max(fromMs, FromMs), Math.Min(toMs, ToMs));
        if (to <= from)
        {
            return;
        }

        var width = Math.Max(1, X(to) - X(from));
        page.Raw(
                $"<rect class=\"{style}\" x=\"{Html.At(X(from))}\" y=\"{Html.At(Top)}\" width=\"{Html.At(width)}\" height=\"{Html.At(PlotBottom - Top)}\"><title>"
            )
            .Text(tip)
            .Raw("</title></rect>");
    }

    private IEnumerable<double> ValueLines()
    {
        var raw = (High - Low) / LinesWanted;
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
        for (var value = Math.Ceiling(Low / step) * step; value <= High + (step * 1e-9); value += step)
        {
            yield return Math.Abs(value) < step * 1e-6 ? 0 : value;
        }
    }
}
