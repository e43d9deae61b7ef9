using System.Globalization;
using Plimsoll.Formats.Models;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>Every scenario of portfolio margin as a heat map, and whose the loss is in the worst.</summary>
internal static class ScenarioSection
{
    /// <summary>Weak enough that ink on it stays readable, in light and dark.</summary>
    private const double Strongest = 0.5;

    /// <summary>Of an account on many underlyings those that could lose most are unfolded.</summary>
    private const int MostOpen = 4;

    /// <summary>Writes the scenarios of an account; nothing where it is margined otherwise.</summary>
    public static void Write(Html page, AccountPicture picture)
    {
        var units = (picture.Scenarios?.Units ?? []).OrderByDescending(unit => unit.WorstLoss).ToArray();
        foreach (var (place, unit) in units.Index())
        {
            page.Section(
                "scenarios",
                $"Scenarios of {NameOf(unit)}",
                $"Profit in {picture.Unit} of everything on {NameOf(unit)} under each scenario of {picture.Model.Title}; the worst is outlined. {Counts(unit)}"
            );
            page.Raw(place < MostOpen ? "" : "<details class=\"all\"><summary>Unfold</summary>");
            Grids(page, picture.Model.Margin!.Portfolio!, unit, MostOf(unit));
            Parts(page, unit, picture.Unit);
            page.Raw(place < MostOpen ? "" : "</details>").End();
        }
    }

    /// <summary>What a smaller number below a profit means; empty where all of it counts.</summary>
    public static string Counts(NettingUnit unit) =>
        unit.Scenarios.Any(each => Math.Abs(each.Counted - each.Profit) > 1e-9 * Math.Abs(each.Profit))
            ? "Where less of it counts, by the model's rules for far moves and gains, that stands below."
            : "";

    /// <summary>What a unit of netting is called.</summary>
    public static string NameOf(NettingUnit unit) => string.Join(" + ", unit.Books.Select(book => book.Underlying));

    /// <summary>The largest profit or loss of a unit: what colours are measured by.</summary>
    public static double MostOf(NettingUnit unit) => unit.Scenarios.Select(each => Math.Abs(each.Profit)).DefaultIfEmpty().Max();

    /// <summary>The heat maps of a unit, one for each table of scenarios.</summary>
    public static void Grids(Html page, PortfolioSection section, NettingUnit unit, double most)
    {
        HtmlParts.Legend(page, ("loss", "loss"), ("gain", "gain"), ("worst", "the worst"));
        foreach (var table in unit.Scenarios.Where(each => each.Row is not null).GroupBy(each => each.Table, StringComparer.Ordinal))
        {
            var scheme = section.Of(unit.Books[0].Underlying).Tables.First(each => each.Name == table.Key);
            Grid(page, scheme, [.. table], unit.Worst, most);
        }

        if (unit.Basis is { } basis)
        {
            page.Element(
                "p.note",
                $"Forwards that move alone: {Amount(basis.Counted, most)}{(ReferenceEquals(basis, unit.Worst) ? ", the worst of all" : "")}"
            );
        }
    }

    private static void Grid(Html page, ScenarioTable table, ScenarioOutcome[] outcomes, ScenarioOutcome? worst, double most)
    {
        // Scenarios that differ by their weight alone get rows of their own.
        var rows = new List<(string Label, Dictionary<double, ScenarioOutcome> Cells)>();
        foreach (var outcome in outcomes)
        {
            var label = RowOf(outcome.Row!);
            var row = rows.Find(each => each.Label == label && !each.Cells.ContainsKey(outcome.Row!.Factor));
            if (row.Cells is null)
            {
                row = (label, []);
                rows.Add(row);
            }

            row.Cells.Add(outcome.Row!.Factor, outcome);
        }

        var columns = outcomes.Select(each => each.Row!.Factor).Distinct().Order().ToArray();
        page.Raw("<div class=\"scroll\"><table class=\"heat\"><thead><tr>")
            .Element("th", $"{table.Name.Replace('_', ' ')}: volatility ╲ price");
        foreach (var factor in columns)
        {
            page.Element(
                "th",
                table.IsAbsolute
                    ? factor.ToString("+#,0.##;-#,0.##;0", CultureInfo.InvariantCulture)
                    : StressWords.Signed((decimal)factor - 1)
            );
        }

        page.Raw("</tr></thead><tbody>");
        foreach (var (label, cells) in rows.OrderBy(row => Rank(row.Cells.Values.First().Row!)))
        {
            page.Raw("<tr>").Element("th", label);
            foreach (var factor in columns)
            {
                Cell(page, cells.GetValueOrDefault(factor), worst, most);
            }

            page.Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
    }

    private static void Cell(Html page, ScenarioOutcome? outcome, ScenarioOutcome? worst, double most)
    {
        if (outcome is null)
        {
            page.Raw("<td class=\"empty\"></td>");
            return;
        }

        var strength = most == 0 ? 0 : Math.Abs(outcome.Profit) / most * Strongest;
        var style = string.Create(
            CultureInfo.InvariantCulture,
            $"background:rgba(var(--{(outcome.Profit < 0 ? "down" : "up")}),{strength:0.###})"
        );
        page.Raw($"<td{(ReferenceEquals(outcome, worst) ? " class=\"worst\"" : "")} style=\"{style}\" title=\"")
            .Text(PortfolioExplanation.Describe(outcome))
            .Raw("\">")
            .Text(Amount(outcome.Profit, most));
        if (Amount(outcome.Counted, most) != Amount(outcome.Profit, most))
        {
            page.Element("small", $"counts {Amount(outcome.Counted, most)}");
        }

        if (outcome.Row!.Weight != 1)
        {
            page.Element("small", string.Create(CultureInfo.InvariantCulture, $"weight {100 * outcome.Row.Weight:0.##} %"));
        }

        page.Raw("</td>");
    }

    /// <summary>Each position's part of the worst scenario, which add up to it.</summary>
    private static void Parts(Html page, NettingUnit unit, string asset)
    {
        page.Element("h3", $"Whose the worst is: {PortfolioExplanation.Describe(unit.Worst)}");
        if (unit.Worst is not { } worst)
        {
            return;
        }

        var parts = PartsOf(unit);
        var most = parts.Select(part => Math.Abs(part.Amount)).Append(Math.Abs(HtmlParts.Decimal(worst.Counted))).Max();
        var bars = new SignedBars(most);
        page.Raw("<div class=\"bars\">");
        foreach (var (name, amount) in parts.Where(part => part.Amount != 0))
        {
            bars.Row(page, name, amount, Shown(amount, asset));
        }

        bars.Row(page, "together", HtmlParts.Decimal(worst.Counted), Shown(HtmlParts.Decimal(worst.Counted), asset), "sum");
        page.Raw("</div>");
    }

    /// <summary>Each position's part of the worst scenario, by name, in the order of the books.</summary>
    public static IReadOnlyList<(string Name, decimal Amount)> PartsOf(NettingUnit unit)
    {
        var parts = new List<(string Name, decimal Amount)>();
        foreach (var (name, amount) in unit.Names.Zip(unit.Worst?.Parts ?? []))
        {
            var place = parts.FindIndex(part => part.Name == name);
            if (place < 0)
            {
                parts.Add((name, HtmlParts.Decimal(amount)));
            }
            else
            {
                parts[place] = (name, parts[place].Amount + HtmlParts.Decimal(amount));
            }
        }

        return parts;
    }

    /// <summary>An amount of a scenario, in the digits of the terminal's tables.</summary>
    public static string Shown(decimal amount, string asset) => $"{Figures.Text(decimal.Round(amount, 8))} {asset}";

    private static string Amount(double amount, double most) => StressWords.Amount(HtmlParts.Decimal(amount), HtmlParts.Decimal(most));

    private static string RowOf(ScenarioRow row)
    {
        var move = row.Volatility switch
        {
            VolatilityMove.Up => "up",
            VolatilityMove.Down => "down",
            VolatilityMove.SkewTurned => "skew turned",
            VolatilityMove.SkewSteepened => "wings steeper",
            _ => "as it is",
        };
        var factor = row.VolatilityFactor == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", times {row.VolatilityFactor:0.###}");
        var days =
            row.Days == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {row.Days:0.##} {(row.Days == 1 ? "day" : "days")} later");
        return move + factor + days;
    }

    /// <summary>Volatility falls from top to bottom.</summary>
    private static double Rank(ScenarioRow row) =>
        row.Volatility switch
        {
            VolatilityMove.Up => 0,
            VolatilityMove.None => 10 - row.VolatilityFactor,
            VolatilityMove.Down => 20,
            _ => 30,
        };
}
