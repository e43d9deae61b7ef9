using Plimsoll.Formats.Answers;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>A portfolio before and after changes as one HTML page that needs no other file.</summary>
internal static class WhatIfPage
{
    private const string Note = "note: ";

    /// <summary>The page.</summary>
    /// <param name="before">The account before.</param>
    /// <param name="after">The account after all changes.</param>
    /// <param name="steps">What was changed, in order, and notes on that.</param>
    /// <param name="notes">What a reader would not expect of the account after them.</param>
    public static string Of(AccountPicture before, AccountPicture after, IReadOnlyList<string> steps, IReadOnlyList<string> notes)
    {
        var (portfolio, model) = (before.Portfolio, before.Model);
        var page = HtmlParts.Open($"{portfolio.Name} on {model.Title}, what if");
        HtmlParts.Head(
            page,
            $"What if · {model.Title}, rules of {JsonOutput.Day(model.EffectiveFrom)}",
            portfolio.Name,
            MarginPage.Held(portfolio)
        );
        WriteSteps(page, steps);
        WriteTiles(page, before, after);
        WriteFigures(page, before, after);
        var was = AccountCurves.Of(before);
        CurveSection.Write(page, after.Unit, AccountCurves.Of(after, was.Centres), was);
        WriteScenarios(page, before, after);
        NoteSection.Write(page, [.. steps.Where(IsNote).Select(step => step[Note.Length..]), .. notes], model);
        return HtmlParts.Close(page);
    }

    private static bool IsNote(string step) => step.StartsWith(Note, StringComparison.Ordinal);

    private static void WriteSteps(Html page, IReadOnlyList<string> steps)
    {
        page.Section("changes", "The changes, in this order", "").Raw("<ol class=\"steps\">");
        foreach (var step in steps.Where(step => !IsNote(step)))
        {
            page.Element("li", step);
        }

        page.Raw("</ol>").End();
    }

    /// <summary>What is after, and beneath it what was.</summary>
    private static void WriteTiles(Html page, AccountPicture before, AccountPicture after)
    {
        page.Raw("<div class=\"tiles\" style=\"margin-top:20px\">");
        foreach (var (figure, title) in HeadlineSection.Tiles)
        {
            var (was, now) = (Figure(before, figure), Figure(after, figure));
            var isCross = after.Whole is { } whole && !ReferenceEquals(whole, after.Answer["account"]) && whole[figure] is null;
            HtmlParts.Tile(
                page,
                isCross ? $"{title}, {AccountPicture.Cross}" : title,
                HeadlineSection.Shown(figure, now),
                HeadlineSection.UnitOf(figure, now),
                $"before: {HeadlineSection.Shown(figure, was)}"
            );
        }

        page.Raw("</div>");
        foreach (var (name, picture) in new[] { ("Before", before), ("After", after) })
        {
            if (picture.Whole is { } whole)
            {
                var (state, words) = HeadlineSection.State(whole, (Answer)picture.Answer["account"]!);
                page.Element($"p.state.{state}", $"{name}: {words}").Raw(" ");
            }
        }
    }

    private static AnswerValue? Figure(AccountPicture picture, string figure) =>
        picture.Whole?[figure] ?? (picture.Answer["account"] as Answer)?[figure];

    private static void WriteFigures(Html page, AccountPicture before, AccountPicture after)
    {
        var names = before.Units.Concat(after.Units).Select(unit => unit.Name).Distinct(StringComparer.Ordinal);
        var bars = new List<CoverageBar>();
        foreach (var name in names)
        {
            var both = new[] { ("before", before), ("after", after) }
                .Select(each => (When: each.Item1, Unit: each.Item2.Units.FirstOrDefault(unit => unit.Name == name).Figures))
                .Where(each => each.Unit is not null)
                .ToArray();
            if (name != AccountPicture.Cross || both.Any(each => AccountPicture.IsUsed(each.Unit)))
            {
                bars.AddRange(both.Select(each => HeadlineSection.BarOf($"{name}, {each.When}", each.Unit)));
            }
        }

        page.Section("figures", "Before and after", "The upright line is equity.");
        if (bars.Count > 0)
        {
            CoverageBar.Write(page, bars, after.Unit);
        }

        foreach (var (name, table) in WhatIfCommand.TablesOf(before.Answer, after.Answer))
        {
            page.Element("h3", name);
            HtmlParts.Table(page, table, isTitled: false, "wide");
        }

        page.End();
    }

    private static void WriteScenarios(Html page, AccountPicture before, AccountPicture after)
    {
        var (was, now) = (before.Scenarios?.Units ?? [], after.Scenarios?.Units ?? []);
        foreach (var name in was.Concat(now).Select(ScenarioSection.NameOf).Distinct(StringComparer.Ordinal))
        {
            WriteScenarios(page, after, name, was.FirstOrDefault(Is), now.FirstOrDefault(Is));

            bool Is(NettingUnit unit) => ScenarioSection.NameOf(unit) == name;
        }
    }

    private static void WriteScenarios(Html page, AccountPicture picture, string name, NettingUnit? before, NettingUnit? after)
    {
        var (asset, section) = (picture.Unit, picture.Model.Margin!.Portfolio!);
        page.Section(
            "scenarios",
            $"Scenarios of {name}",
            $"Profit in {asset}; both pictures in the same colours. {ScenarioSection.Counts(after ?? before!)}"
        );
        var worst = new FigureTable("", "when:", "worst scenario:", "worst loss", "in:");
        var most = new[] { before, after }.OfType<NettingUnit>().Max(ScenarioSection.MostOf);
        foreach (var (when, unit) in new[] { ("before", before), ("after", after) })
        {
            worst.Row(
                when,
                unit is null ? "nothing is held" : PortfolioExplanation.Describe(unit.Worst),
                unit is null ? "—" : Figures.Text(decimal.Round(HtmlParts.Decimal(unit.WorstLoss), 8)),
                asset
            );
        }

        HtmlParts.Table(page, worst, isTitled: false, "wide");
        WriteParts(page, asset, before, after);
        foreach (var (when, unit) in new[] { ("Before", before), ("After", after) })
        {
            if (unit is not null)
            {
                page.Element("h3", when);
                ScenarioSection.Grids(page, section, unit, most);
            }
        }

        page.End();
    }

    /// <summary>Whose the worst is, before and after; the worst of each need not be the same scenario.</summary>
    private static void WriteParts(Html page, string asset, NettingUnit? before, NettingUnit? after)
    {
        var (was, now) = (before is null ? [] : ScenarioSection.PartsOf(before), after is null ? [] : ScenarioSection.PartsOf(after));
        var most = was.Concat(now).Select(part => Math.Abs(part.Amount)).DefaultIfEmpty().Max();
        if (most == 0)
        {
            return;
        }

        page.Element("h3", "Whose the worst is, after and, paler, before");
        page.Raw("<div class=\"bars\">");
        var bars = new SignedBars(most);
        foreach (var name in now.Concat(was).Select(part => part.Name).Distinct(StringComparer.Ordinal))
        {
            var (from, to) = (was.FirstOrDefault(part => part.Name == name).Amount, now.FirstOrDefault(part => part.Name == name).Amount);
            bars.Pair(page, name, from, to, $"{ScenarioSection.Shown(from, asset)} → {ScenarioSection.Shown(to, asset)}");
        }

        page.Raw("</div>");
    }
}
