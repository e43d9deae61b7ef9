using Plimsoll.Simulation.Audit;
using Plimsoll.Simulation.Replay;
using Plimsoll.Simulation.Reports.Charts;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>How the margin ratios of all open accounts spread over time, as the auditor computed them.</summary>
internal static class MarginSection
{
    private const int ColumnsMost = 192;
    private const double RowHeight = 22;

    public static void Write(Html page, ReplayResult result)
    {
        if (result.Summary.Audit is not { Samples.Count: > 1 } audit)
        {
            return;
        }

        page.Section(
            "margin",
            "Margin ratios",
            "Equity ÷ maintenance margin of all accounts with a position, computed by the auditor. Below 1 an account is in liquidation or held."
        );
        var samples = audit.Samples;
        var bands = MarginSample.BandsPercent.Count + 1;
        var columns = samples.Chunk(Math.Max(1, (int)Math.Ceiling(samples.Count / (double)ColumnsMost))).ToList();
        var most = columns.Max(column => Enumerable.Range(0, bands).Max(band => Mean(column, band)));
        var plot = new TimePlot((bands * RowHeight) + 36, samples[0].AtNs / 1_000_000, samples[^1].AtNs / 1_000_000, 0, 1);
        page.Raw(
            $"<figure class=\"chart\"><svg class=\"plot\" viewBox=\"0 0 {TimePlot.Width} {Html.At(plot.Height)}\" role=\"img\" aria-label=\"margin ratios over time\">"
        );
        for (var band = 0; band < bands; band++)
        {
            var y = 10 + ((bands - 1 - band) * RowHeight);
            page.Raw(
                    $"<text class=\"axis\" x=\"{TimePlot.PlotLeft - 8}\" y=\"{Html.At(y + (RowHeight / 2))}\" dy=\"0.32em\" text-anchor=\"end\">"
                )
                .Text(NameOf(band))
                .Raw("</text>");
            foreach (var column in columns)
            {
                Cell(page, plot, column, band, y, most);
            }
        }

        plot.DrawTimes(page);
        page.Raw("</svg>");
        Scale(page, most);
        page.Raw("</figure>").End();
    }

    private static void Cell(Html page, TimePlot plot, MarginSample[] column, int band, double y, double most)
    {
        var mean = Mean(column, band);
        if (mean <= 0)
        {
            return;
        }

        var from = column[0].AtNs / 1_000_000;
        var x = plot.X(from);
        var width = Math.Max(1, plot.X(Math.Min(plot.ToMs, from + (column.Length * 300_000L))) - x);
        var style =
            band == 0 ? "hot"
            : band <= 2 ? "warm"
            : "cool";
        var strength = Strength(mean, most);
        page.Raw(
                $"<rect class=\"{style}\" opacity=\"{strength}\" x=\"{Html.At(x)}\" y=\"{Html.At(y)}\" width=\"{Html.At(width + 0.3)}\" height=\"{RowHeight - 1}\"><title>"
            )
            .Text($"{Html.Time(from)}, {NameOf(band)}: {(Math.Round(mean, 1) == 1 ? "1 account" : $"{mean:0.#} accounts")}")
            .Raw("</title></rect>");
    }

    /// <summary>By the logarithm, since few accounts near their line matter more than many far from it.</summary>
    private static double Strength(double accounts, double most) =>
        Math.Round(0.16 + (0.84 * Math.Log(1 + accounts) / Math.Log(1 + most)), 2);

    /// <summary>Faint is faint on a white page and on a black one; the keys say how many accounts that is.</summary>
    private static void Scale(Html page, double most)
    {
        page.Raw("<div class=\"legend\"><span>accounts in a cell</span>");
        for (var accounts = 1.0; accounts <= Math.Max(1, most); accounts *= 10)
        {
            page.Raw($"<span><i class=\"cells\" style=\"opacity:{Html.Number(Strength(accounts, Math.Max(1, most)))}\">");
            page.Raw("<i class=\"hot\"></i><i class=\"warm\"></i><i class=\"cool\"></i></i>")
                .Text(Html.Count((long)accounts))
                .Raw("</span>");
        }

        page.Raw("</div>");
    }

    private static double Mean(MarginSample[] column, int band) => column.Average(sample => (double)sample.Accounts[band]);

    private static string NameOf(int band)
    {
        var bounds = MarginSample.BandsPercent;
        return band == 0 ? $"< {bounds[0] / 100m}"
            : band == bounds.Count ? $"> {bounds[^1] / 100m}"
            : $"{bounds[band - 1] / 100m}–{bounds[band] / 100m}";
    }
}
