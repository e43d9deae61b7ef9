using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>How equity covers what is asked: maintenance margin first, then what initial margin asks beyond it, then what is free; what is lacking is hatched.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Equity">Equity.</param>
/// <param name="Initial">Initial margin; null where it is not known.</param>
/// <param name="Maintenance">Maintenance margin.</param>
internal sealed record CoverageBar(string Name, decimal Equity, decimal? Initial, decimal Maintenance)
{
    private decimal Asked => Math.Max(Initial ?? 0, Maintenance);

    private decimal Low => Math.Min(0, Equity);

    private decimal High => Math.Max(Equity, Asked);

    /// <summary>Bars on one scale, one below the other.</summary>
    public static void Write(Html page, IReadOnlyList<CoverageBar> bars, string unit)
    {
        var (low, high) = (bars.Min(bar => bar.Low), bars.Max(bar => bar.High));
        if (high <= low)
        {
            return;
        }

        (string Style, string Words, bool IsThere)[] keys =
        [
            ("debt", "below zero", low < 0),
            ("maintenance", "maintenance margin", true),
            ("initial", "initial margin beyond it", bars.Any(bar => bar.Asked > bar.Maintenance)),
            ("free", "free collateral", bars.Any(bar => bar.Equity > bar.Asked)),
            ("lack", "lacking", bars.Any(bar => bar.Equity < bar.Asked)),
        ];
        HtmlParts.Legend(page, [.. keys.Where(key => key.IsThere).Select(key => (key.Style, key.Words))]);
        foreach (var bar in bars)
        {
            bar.Write(page, low, high, unit);
        }
    }

    private void Write(Html page, decimal low, decimal high, string unit)
    {
        var digits = Figures.MoneyDecimals(unit, [Equity, Maintenance, Initial ?? 0]);
        string Money(decimal amount) => $"{Figures.Fixed(amount, digits)} {unit}";
        page.Raw("<div class=\"cover\"><div class=\"name\">").Element("b", Name).Raw("<span>").Text(Words(Money)).Raw("</span></div>");
        page.Raw("<div class=\"track\">");
        Segment("maintenance", 0, Math.Min(Equity, Maintenance), "maintenance margin, covered");
        Segment("initial", Maintenance, Math.Min(Equity, Asked), "initial margin beyond maintenance, covered");
        Segment("free", Asked, Equity, "free collateral");
        Segment("debt", Equity, 0, "equity below zero");
        Segment("lack", Math.Max(Equity, 0), Maintenance, "lacking for maintenance margin");
        Segment("lack soft", Math.Max(Equity, Maintenance), Asked, "lacking for initial margin");
        page.Raw($"<u style=\"left:{Left(Equity)}%;transform:translateX(-{Left(Equity)}%)\"></u></div></div>");

        string Left(decimal amount) => HtmlParts.Share(amount - low, high - low);

        void Segment(string style, decimal from, decimal to, string what)
        {
            if (to > from)
            {
                page.Raw($"<i class=\"{style}\" style=\"left:{Left(from)}%;width:{HtmlParts.Share(to - from, high - low)}%\" title=\"")
                    .Text($"{what}: {Money(to - from)}")
                    .Raw("\"></i>");
            }
        }
    }

    private string Words(Func<decimal, string> money)
    {
        var asked = Initial is { } initial ? $"initial margin {money(initial)}, " : "";
        var rest =
            Equity < Maintenance ? $"{money(Maintenance - Equity)} short of maintenance margin"
            : Equity < Asked ? $"{money(Asked - Equity)} short of initial margin"
            : $"{money(Equity - Asked)} beyond {(Initial is null ? "maintenance" : "initial")} margin";
        return $"equity {money(Equity)}; {asked}maintenance margin {money(Maintenance)}; {rest}";
    }
}
