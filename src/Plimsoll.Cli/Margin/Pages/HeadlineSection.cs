using Plimsoll.Formats.Answers;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>Where an account stands: five figures, a verdict, and how equity covers what is asked.</summary>
internal static class HeadlineSection
{
    /// <summary>The figures of the tiles, and their titles.</summary>
    public static readonly (string Figure, string Title)[] Tiles =
    [
        ("equity", "Equity"),
        ("initial_margin", "Initial margin"),
        ("maintenance_margin", "Maintenance margin"),
        ("margin_ratio", "Margin ratio"),
        ("free_collateral", "Free collateral"),
    ];

    /// <summary>Writes the figures of an account.</summary>
    /// <param name="page">The page.</param>
    /// <param name="whole">All units together, or the cross account.</param>
    /// <param name="account">The cross account.</param>
    public static void Write(Html page, Answer whole, Answer account)
    {
        page.Raw("<div class=\"tiles\">");
        var isApart = !ReferenceEquals(whole, account);
        foreach (var (figure, title) in Tiles)
        {
            var value = whole[figure] ?? account[figure];
            HtmlParts.Tile(
                page,
                isApart && whole[figure] is null ? $"{title}, {AccountPicture.Cross}" : title,
                Shown(figure, value),
                UnitOf(figure, value),
                More(figure, value, whole, account)
            );
        }

        page.Raw("</div>");
        var (state, words) = State(whole, account);
        page.Element($"p.state.{state}", words);
    }

    /// <summary>How equity covers what is asked, unit by unit, and all figures to unfold.</summary>
    public static void WriteCoverage(Html page, AccountPicture picture)
    {
        page.Section("cover", "How equity covers what is asked", "The upright line is equity.");
        CoverageBar.Write(page, [.. picture.Units.Where(IsShown).Select(unit => BarOf(unit.Name, unit.Figures))], picture.Unit);
        if (picture.Units.Count > 1)
        {
            var units = AnswerView.Units(picture.Units[0].Figures, [.. picture.Units.Skip(1)], (Answer)picture.Answer["total"]!);
            HtmlParts.Table(page, units, isTitled: false, "wide");
            page.Element("p.note", "Each unit is liquidated by itself; the ratio of all together is that of the nearest to its line.");
        }

        var all = AnswerView.Account(AccountPicture.Cross, picture.Units[0].Figures);
        page.Element("h3", $"All figures of the {all.Title}").Raw("<dl class=\"figures\">");
        foreach (var row in all.Rows)
        {
            page.Raw("<div>").Element("dt", row[0]).Element("dd", $"{row[1]} {row[2]}".TrimEnd()).Raw("</div>");
        }

        page.Raw("</dl>").End();

        bool IsShown((string Name, Answer Figures) unit) =>
            picture.Units.Count == 1 || unit.Name != AccountPicture.Cross || AccountPicture.IsUsed(unit.Figures);
    }

    /// <summary>The bar of a unit.</summary>
    public static CoverageBar BarOf(string name, Answer unit) =>
        new(
            name,
            AccountPicture.Number(unit["equity"]),
            unit["initial_margin"] is AnswerNumber initial ? initial.Value : null,
            AccountPicture.Number(unit["maintenance_margin"])
        );

    /// <summary>A figure as its tile shows it.</summary>
    public static string Shown(string figure, AnswerValue? value) =>
        figure == "margin_ratio" ? Figures.Percent(value)
        : value is AnswerNumber number ? Figures.Money(number.Value, number.Unit)
        : Figures.Text(value);

    /// <summary>What a figure is counted in.</summary>
    public static string UnitOf(string figure, AnswerValue? value) =>
        figure == "margin_ratio" ? "equity ÷ maintenance"
        : value is AnswerNumber number ? number.Unit
        : "";

    /// <summary>Where an account stands, in words, and how bad that is.</summary>
    public static (string Style, string Words) State(Answer whole, Answer account)
    {
        if (AnswerView.IsLiquidated(whole))
        {
            return ("bad", "liquidated at these marks");
        }

        return AccountPicture.Number(account["free_collateral"]) < 0
            ? ("warn", "below initial margin: nothing can be opened or increased")
            : ("good", "above its margins");
    }

    private static string More(string figure, AnswerValue? value, Answer whole, Answer account)
    {
        if (HtmlParts.Reason(value) is { Length: > 0 } reason)
        {
            return reason;
        }

        return figure switch
        {
            "equity" when account["net_liquidation_value"] is AnswerNumber worth && ReferenceEquals(whole, account) =>
                $"net liquidation value {Figures.Money(worth.Value, worth.Unit)} {worth.Unit}",
            "initial_margin" => Rate(whole["initial_margin_rate"]),
            "maintenance_margin" => Rate(whole["maintenance_margin_rate"]),
            "margin_ratio" when whole["nearest_to_its_line"] is AnswerText nearest =>
                $"of {AnswerView.UnitName(nearest.Text)}, the nearest to its line",
            "free_collateral" when account["leverage"] is AnswerNumber =>
                $"equity beyond initial margin; leverage {Figures.Leverage(whole["leverage"])}",
            _ => "",
        };
    }

    private static string Rate(AnswerValue? share) => share is AnswerNumber ? $"{Figures.Percent(share)} of equity" : "";
}
