using System.Globalization;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What a venue demands of a portfolio as one HTML page that needs no other file.</summary>
internal static class MarginPage
{
    /// <summary>The page.</summary>
    /// <param name="picture">The account.</param>
    /// <param name="notes">What a reader would not expect.</param>
    public static string Of(AccountPicture picture, IReadOnlyList<string> notes)
    {
        var (portfolio, model) = (picture.Portfolio, picture.Model);
        var page = HtmlParts.Open($"{portfolio.Name} on {model.Title}");
        HtmlParts.Head(page, $"Margin · {model.Title}, rules of {JsonOutput.Day(model.EffectiveFrom)}", portfolio.Name, Held(portfolio));
        if (picture.Whole is { } whole)
        {
            HeadlineSection.Write(page, whole, (Answer)picture.Answer["account"]!);
            HeadlineSection.WriteCoverage(page, picture);
            CurveSection.Write(page, picture.Unit, AccountCurves.Of(picture));
        }
        else
        {
            page.Element("p.warn", "Nothing is held, so that nothing is demanded.");
        }

        ScenarioSection.Write(page, picture);
        RequirementSection.Write(page, picture);
        PositionSection.Write(page, picture);
        CollateralSection.Write(page, picture);
        RuleSection.Write(page, picture.Answer);
        NoteSection.Write(page, notes, model);
        return HtmlParts.Close(page);
    }

    /// <summary>What is held and when it is looked at, in a line.</summary>
    public static string Held(Portfolio portfolio)
    {
        var at = portfolio.At is { } day ? $"As of {JsonOutput.Day(day)}: " : "";
        var balances = portfolio.Balances.Select(balance => $"{Figures.Plain(balance.Amount)} {balance.Asset}");
        var positions = Html.Many(portfolio.Positions.Count(position => position.Quantity != 0), "position");
        var orders = portfolio.Orders.Count > 0 ? ", " + Html.Many(portfolio.Orders.Count, "open order") : "";
        var words = string.Create(CultureInfo.InvariantCulture, $"{at}{positions}{orders}; {string.Join(", ", balances)}");
        return words.TrimEnd(' ', ';');
    }
}
