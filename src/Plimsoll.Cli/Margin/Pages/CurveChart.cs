using Plimsoll.Formats.Estimates;
using Plimsoll.Simulation.Reports;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>Equity and margins of a unit against the price of an underlying, with the prices that liquidate it; of two states the earlier is dashed.</summary>
/// <param name="asset">The asset in which amounts are.</param>
/// <param name="curve">The account, or the account after changes.</param>
/// <param name="was">The account before them; null for none.</param>
/// <param name="width">How wide the picture is.</param>
internal sealed class CurveChart(string asset, UnitCurve curve, UnitCurve? was, double width)
{
    private const double Height = 290;
    private const double Reach = (double)AccountCurves.Reach;
    private const double Top = 20;
    private const double LineHeight = 15;
    private const double Gap = 5;
    private const double Room = 0.06;
    private const double CharacterWidth = 6.1;
    private const int LongestShort = 8;

    private static readonly double[] Ticks = [0, -0.3, 0.3, -0.2, 0.2, -0.1, 0.1];

    /// <summary>The price in the middle of the axis; null where none is known.</summary>
    private readonly decimal? _centre = was is null ? curve.Price : was.Price;

    private readonly XyPlot _plot = new(width, Height, (-Reach, Reach), Range(curve, was));

    /// <summary>Where a unit is liquidated, in words.</summary>
    public static string Words(UnitCurve curve, decimal? centre)
    {
        if (curve.Fall == curve.Now)
        {
            return "below its line as it stands";
        }

        return (curve.Fall, curve.Rise) switch
        {
            (null, null) => "no fall to a twentieth and no rise to the twentyfold liquidates it",
            ({ } fall, null) => $"liquidated at {Place(curve, fall, centre)}",
            (null, { } rise) => $"liquidated at {Place(curve, rise, centre)}",
            ({ } fall, { } rise) => $"liquidated at {Place(curve, fall, centre)} and at {Place(curve, rise, centre)}",
        };
    }

    /// <summary>Draws it.</summary>
    public void Write(Html page)
    {
        var label = $"Equity and margins of {curve.Unit} against the price of {curve.Underlying}: {Words(curve, _centre)}";
        _plot.Open(page, label, "", Ticks, Percent, Html.Short);
        WriteZones(page);
        WritePrices(page);
        var zero = Html.At(_plot.Y(0));
        page.Raw($"<line class=\"zero\" x1=\"{Html.At(_plot.X(-Reach))}\" x2=\"{Html.At(_plot.X(Reach))}\" y1=\"{zero}\" y2=\"{zero}\"/>");
        if (was is not null)
        {
            WriteLines(page, was, " was");
        }
        else
        {
            _plot.Line(page, "im", Points(curve, figures => figures.InitialMargin));
        }

        WriteLines(page, curve, "");
        var row = 0;
        foreach (var (each, style, name) in Layers())
        {
            WriteNow(page, each, style, name, ref row);
            WriteLiquidation(page, each, each.Fall, style, name, ref row);
            WriteLiquidation(page, each, each.Rise, style, name, ref row);
        }

        WriteReadings(page);
        XyPlot.Close(page);
    }

    private static (double Low, double High) Range(UnitCurve curve, UnitCurve? was)
    {
        var figures = curve
            .Points.Concat(was?.Points ?? [])
            .Where(point => point.Standing is not null)
            .Select(point => point.Standing!.Figures);
        double[] all =
        [
            0,
            .. figures.SelectMany(each =>
                (double[])[(double)each.Equity, (double)each.MaintenanceMargin, was is null ? (double)(each.InitialMargin ?? 0) : 0]
            ),
        ];
        var (low, high) = (all.Min(), all.Max());
        var room = (high - low) * Room;
        return high > low ? (low < 0 ? low - room : low, high + (2 * room)) : (0, 1);
    }

    private static string Percent(double move) => move == 0 ? "0 %" : StressWords.Signed((decimal)move).Replace('-', '\u2212');

    private IEnumerable<(UnitCurve Curve, string Style, string Name)> Layers() =>
        was is null ? [(curve, "", "now")] : [(was, " was", "before"), (curve, "", "after")];

    private static IEnumerable<(double X, double Y)> Points(UnitCurve of, Func<AccountFigures, decimal?> figure) =>
        of.Points.Select(point =>
            ((double)point.Move, point.Standing is { } standing && figure(standing.Figures) is { } amount ? (double)amount : double.NaN)
        );

    private void WriteLines(Html page, UnitCurve of, string style)
    {
        _plot.Line(page, $"mm{style}", Points(of, figures => figures.MaintenanceMargin));
        _plot.Line(page, $"equity{style}", Points(of, figures => figures.Equity));
    }

    /// <summary>Stretches of prices at which it is liquidated; their ends are the exact ones where they are known.</summary>
    private void WriteZones(Html page)
    {
        var points = curve.Points;
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Standing?.IsLiquidated != true)
            {
                continue;
            }

            var first = i;
            while (i + 1 < points.Count && points[i + 1].Standing?.IsLiquidated == true)
            {
                i++;
            }

            var from = first == 0 ? points[0].Move : Within(points[first - 1].Move, points[first].Move);
            var to = i + 1 == points.Count ? points[i].Move : Within(points[i].Move, points[i + 1].Move);
            _plot.Band(page, "zone", (double)from, (double)to, "liquidated at these prices");
        }

        decimal Within(decimal low, decimal high) =>
            new[] { curve.Fall, curve.Rise }.FirstOrDefault(edge => edge >= low && edge <= high) ?? (low + high) / 2;
    }

    /// <summary>Prices under the shares of the axis.</summary>
    private void WritePrices(Html page)
    {
        foreach (var tick in _centre is null ? [] : Ticks)
        {
            var price = Figures.Price(_centre!.Value * (1 + (decimal)tick), _centre.Value);
            page.Raw($"<text class=\"axis name\" x=\"{Html.At(_plot.X(tick))}\" y=\"{Html.At(Height - 4)}\" text-anchor=\"middle\">")
                .Text(price)
                .Raw("</text>");
        }
    }

    private void WriteNow(Html page, UnitCurve of, string style, string name, ref int row)
    {
        var now = (double)of.Now;
        if (!_plot.IsAlong(now))
        {
            return;
        }

        // Both stand at the same price unless it was moved.
        var isShared = was is not null && was.Now == curve.Now;
        if (isShared && of == curve)
        {
            return;
        }

        Upright(page, $"now{style}", now);
        Note(page, "", now, isShared ? "now" : name, row);
        row++;
    }

    private void WriteLiquidation(Html page, UnitCurve of, decimal? move, string style, string name, ref int row)
    {
        if (move is not { } at || at == of.Now || !_plot.IsAlong((double)at))
        {
            return;
        }

        var height = of
            .Points.Where(point => point.Standing is not null)
            .OrderBy(point => Math.Abs(point.Move - at))
            .Select(point => (double)point.Standing!.Figures.MaintenanceMargin)
            .First();
        var words = $"{(was is null ? "liquidated" : $"{name}: liquidated")} at {Place(of, at, _centre)}";
        Upright(page, $"dead{style}", (double)at);
        _plot.Dot(page, $"dead{style}", (double)at, height, 4.5, words);
        Note(page, " bad", (double)at, words, row);
        row++;
    }

    private static string Place(UnitCurve of, decimal move, decimal? centre)
    {
        var share = Figures.Distance(((1 + move) / (1 + of.Now)) - 1);
        return centre is { } price ? $"{Figures.Price(price * (1 + move), price)} ({share})" : share;
    }

    private void Upright(Html page, string style, double x)
    {
        var at = Html.At(_plot.X(x));
        page.Raw($"<line class=\"{style}\" x1=\"{at}\" x2=\"{at}\" y1=\"8\" y2=\"{Html.At(Height - 34)}\"/>");
    }

    private void Note(Html page, string style, double x, string words, int row)
    {
        // Outward where there is room for it, so that the lines stay free.
        var (at, needed) = (_plot.X(x), words.Length * CharacterWidth);
        var (left, right) = (at - _plot.X(-Reach), _plot.X(Reach) - at);
        var isLeft = x < 0 && words.Length > LongestShort ? left > needed || left > right : right < needed && left > right;
        var place = Html.At(at + (isLeft ? -Gap : Gap));
        page.Raw(
                $"<text class=\"note{style}\" x=\"{place}\" y=\"{Html.At(Top + (LineHeight * row))}\" text-anchor=\"{(isLeft ? "end" : "start")}\">"
            )
            .Text(words)
            .Raw("</text>");
    }

    /// <summary>What lies under the pointer.</summary>
    private void WriteReadings(Html page)
    {
        var step = _plot.X((double)curve.Points[1].Move) - _plot.X((double)curve.Points[0].Move);
        for (var i = 0; i < curve.Points.Count; i++)
        {
            var move = curve.Points[i].Move;
            var price = _centre is { } known ? $" {Figures.Price(known * (1 + move), known)}" : "";
            page.Raw($"<rect class=\"read\" x=\"{Html.At(_plot.X((double)move) - (step / 2))}\" y=\"8\" width=\"{Html.At(step)}\"");
            page.Raw($" height=\"{Html.At(Height - 42)}\"><title>").Text($"{curve.Underlying}{price} ({StressWords.Signed(move)})\n");
            foreach (var (of, _, name) in Layers())
            {
                page.Text((was is null ? "" : $"{name}: ") + Reading(of.Points[i].Standing) + "\n");
            }

            page.Raw("</title></rect>");
        }
    }

    private string Reading(UnitStanding? standing)
    {
        if (standing is null)
        {
            return "not known";
        }

        var (equity, maintenance) = (standing.Figures.Equity, standing.Figures.MaintenanceMargin);
        var digits = Math.Max(Figures.MoneyDecimals(asset, [decimal.Round(equity, 4), decimal.Round(maintenance, 4)]), 2);
        return $"equity {Figures.Fixed(equity, digits)} {asset}, maintenance margin {Figures.Fixed(maintenance, digits)} {asset}"
            + (standing.IsLiquidated ? ", liquidated" : "");
    }
}
