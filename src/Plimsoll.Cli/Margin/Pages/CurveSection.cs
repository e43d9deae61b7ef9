using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What prices do to each unit of margin, as pictures.</summary>
internal static class CurveSection
{
    private const double Wide = 1120;
    private const double Half = 560;

    /// <summary>Writes the pictures.</summary>
    /// <param name="page">The page.</param>
    /// <param name="unit">The asset in which amounts are.</param>
    /// <param name="curves">The account, or the account after changes.</param>
    /// <param name="was">The account before them; null for none.</param>
    public static void Write(Html page, string unit, AccountCurves curves, AccountCurves? was = null)
    {
        var pairs = Pairs(curves, was).ToArray();
        var reasons = new[] { was?.Reason, curves.Reason }.OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (pairs.Length == 0 && reasons.Length == 0)
        {
            return;
        }

        page.Section(
            "prices",
            "Where the price takes it",
            $"In {unit}. Each underlying is moved by itself as plimsoll stress moves it, options valued anew by Black-76, and margin is asked again; all other prices and volatilities stand still."
        );
        if (pairs.Length > 0)
        {
            WriteLegend(page, was is not null);
            var isOne = pairs.Length == 1;
            page.Raw($"<div class=\"charts{(isOne ? " one" : "")}\">");
            foreach (var (before, after) in pairs)
            {
                var shown = after ?? before!;
                page.Raw("<figure class=\"chart\">").Element("h3", $"{shown.Unit}, price of {shown.Underlying}");
                page.Element("p", Words(before, after));
                var chart = after is null
                    ? new CurveChart(unit, before!, null, isOne ? Wide : Half)
                    : new(unit, after, before, isOne ? Wide : Half);
                chart.Write(page);
                page.Raw("</figure>");
            }

            page.Raw("</div>");
        }

        HtmlParts.Lines(page, reasons);
        page.End();
    }

    /// <summary>The same unit and underlying before and after.</summary>
    private static IEnumerable<(UnitCurve? Before, UnitCurve? After)> Pairs(AccountCurves curves, AccountCurves? was)
    {
        UnitCurve? Match(IEnumerable<UnitCurve> all, UnitCurve curve) =>
            all.FirstOrDefault(each => each.Unit == curve.Unit && each.Underlying == curve.Underlying);
        foreach (var curve in curves.Curves)
        {
            yield return (Match(was?.Curves ?? [], curve), curve);
        }

        foreach (var curve in was?.Curves ?? [])
        {
            if (Match(curves.Curves, curve) is null)
            {
                yield return (curve, null);
            }
        }
    }

    private static string Words(UnitCurve? before, UnitCurve? after) =>
        (before, after) switch
        {
            ({ } gone, null) => $"before: {CurveChart.Words(gone, gone.Price)}; after the changes this price is nothing to it",
            ({ } was, { } now) => Words(CurveChart.Words(was, was.Price), CurveChart.Words(now, was.Price)),
            (_, { } only) => CurveChart.Words(only, only.Price),
            _ => "",
        };

    private static string Words(string before, string after) =>
        before == after ? $"before and after: {before}" : $"before: {before}; after: {after}";

    private static void WriteLegend(Html page, bool isPair)
    {
        if (isPair)
        {
            HtmlParts.Legend(
                page,
                ("equity was", "equity before"),
                ("equity", "equity after"),
                ("mm was", "maintenance margin before"),
                ("mm", "maintenance margin after"),
                ("zone", "liquidated after")
            );
        }
        else
        {
            HtmlParts.Legend(page, ("equity", "equity"), ("im", "initial margin"), ("mm", "maintenance margin"), ("zone", "liquidated"));
        }
    }
}
