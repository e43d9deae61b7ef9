using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>Losses to the left and gains to the right of one line, row by row.</summary>
/// <param name="most">The largest amount of any row, on either side.</param>
internal sealed class SignedBars(decimal most)
{
    /// <summary>A row with one bar.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What it is of.</param>
    /// <param name="amount">How long the bar is, and to which side.</param>
    /// <param name="shown">The amount in words.</param>
    /// <param name="style">CSS classes.</param>
    /// <param name="isLoss">Whether what is above zero is bad: a part of a requirement.</param>
    public void Row(Html page, string name, decimal amount, string shown, string style = "", bool isLoss = false)
    {
        Open(page, name, style, "");
        Bar(page, amount, "", isLoss);
        page.Raw("</div>").Element("span", shown).Raw("</div>");
    }

    /// <summary>A row with what is above what was.</summary>
    public void Pair(Html page, string name, decimal before, decimal after, string shown, string style = "")
    {
        Open(page, name, style, " two");
        Bar(page, after, "");
        Bar(page, before, " old");
        page.Raw("</div>").Element("span", shown).Raw("</div>");
    }

    private static void Open(Html page, string name, string style, string height) =>
        page.Raw($"<div class=\"row {style}\">").Element("span", name).Raw($"<div class=\"track{height}\"><u style=\"left:50%\"></u>");

    private void Bar(Html page, decimal amount, string style, bool isLoss = false)
    {
        var width = HtmlParts.Share(Math.Abs(amount), 2 * most);
        var left = HtmlParts.Share(most + Math.Min(0, amount), 2 * most);
        page.Raw($"<i class=\"{(amount < 0 == isLoss ? "plus" : "minus")}{style}\" style=\"left:{left}%;width:{width}%\"></i>");
    }
}
