using Plimsoll.Formats.Answers;
using Plimsoll.Margin;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What is asked, from its parts: bars that stand on each other, and the tree behind them to unfold.</summary>
internal sealed class RequirementSection
{
    /// <summary>More than that are no picture.</summary>
    private const int MostBars = 14;

    private readonly Html _page;
    private readonly string _asset;
    private readonly ExplanationView _view;

    private RequirementSection(Html page, string asset, ExplanationView view) => (_page, _asset, _view) = (page, asset, view);

    /// <summary>Writes it for every unit of margin that is asked anything.</summary>
    public static void Write(Html page, AccountPicture picture)
    {
        var asked = picture.Trees.Zip(picture.Units).Where(pair => AccountPicture.IsUsed(pair.Second.Figures)).ToArray();
        if (asked.Length == 0)
        {
            return;
        }

        page.Section(
            "requirement",
            "What is asked, and why",
            $"In {picture.Unit}. Unfold a row to see what it came from; the leaves add up to the figure."
        );
        foreach (var ((_, trees), (name, figures)) in asked)
        {
            if (asked.Length > 1)
            {
                page.Element("h3", name);
            }

            var section = new RequirementSection(page, picture.Unit, new(trees, picture.Model, picture.Portfolio));
            page.Raw("<div class=\"halves\">");
            section.Half("Initial margin", trees.InitialMargin, figures["initial_margin"]);
            section.Half("Maintenance margin", trees.MaintenanceMargin, figures["maintenance_margin"]);
            page.Raw("</div>");
        }

        page.End();
    }

    private void Half(string title, ExplanationNode root, AnswerValue? figure)
    {
        _page.Raw("<div>").Element("h4", title);
        if (figure is AnswerNothing nothing)
        {
            _page.Element("p.note", $"Not known: {nothing.Reason}.").Raw("</div>");
            return;
        }

        Bars(root);

        _page.Raw("<div class=\"fold\">");
        Tree(root, isTop: true);
        _page.Raw("</div></div>");
    }

    /// <summary>Each part begins where the one before it ended.</summary>
    private void Bars(ExplanationNode root)
    {
        // What rounding leaves over is no bar; the tree has it.
        var digits = Figures.MoneyDecimals(_asset, [_view.AmountOf(root)]);
        var parts = root
            .Children.Select(child => (child.Label, Amount: _view.AmountOf(child)))
            .Where(part => part.Label != "rounding" && decimal.Round(part.Amount, digits) != 0)
            .ToList();
        if (parts.Count < 2)
        {
            return;
        }

        if (parts.Count > MostBars)
        {
            var largest = parts.OrderByDescending(part => Math.Abs(part.Amount)).Take(MostBars - 1).ToHashSet();
            var others = parts.Where(part => !largest.Contains(part)).ToArray();
            parts = [.. parts.Where(largest.Contains), ($"{others.Length} others", others.Sum(part => part.Amount))];
        }

        var (sum, low, high) = (0m, 0m, 0m);
        foreach (var part in parts)
        {
            sum += part.Amount;
            (low, high) = (Math.Min(low, sum), Math.Max(high, sum));
        }

        _page.Raw("<div class=\"bars\">");
        var from = 0m;
        foreach (var (label, amount) in parts)
        {
            Row("", label, amount, from, from + amount, amount < 0 ? "less" : "more");
            from += amount;
        }

        Row("sum", root.Label, _view.AmountOf(root), 0, sum, "total");
        _page.Raw("</div>");

        void Row(string style, string label, decimal amount, decimal start, decimal end, string bar)
        {
            var left = HtmlParts.Share(Math.Min(start, end) - low, high - low);
            var width = HtmlParts.Share(Math.Abs(end - start), high - low);
            _page.Raw($"<div class=\"row {style}\">").Element("span", label);
            _page.Raw($"<div class=\"track\"><i class=\"{bar}\" style=\"left:{left}%;width:{width}%\"></i></div>");
            _page.Element("span", Figures.Fixed(amount, digits)).Raw("</div>");
        }
    }

    private void Tree(ExplanationNode node, bool isTop)
    {
        var amount = $"{Figures.Money(_view.AmountOf(node), _asset)} {_asset}";
        var inputs = _view.ShownInputsOf(node).ToArray();
        if (inputs.Length == 0 && node.Children.Count == 0)
        {
            _page.Raw("<div class=\"leaf\">").Element("span", node.Label).Element("b", amount).Raw("</div>");
            return;
        }

        _page.Raw(isTop ? "<details class=\"top\" open><summary>" : "<details><summary>");
        _page.Element("span", node.Label).Element("b", amount).Raw("</summary>");
        if (inputs.Length > 0)
        {
            _page.Raw("<table><tbody>");
            foreach (var (name, value, unit) in inputs)
            {
                _page.Raw("<tr>").Element("td", name).Element("td.num", $"{value} {unit}".TrimEnd()).Raw("</tr>");
            }

            _page.Raw("</tbody></table>");
        }

        foreach (var child in node.Children)
        {
            Tree(child, isTop: false);
        }

        _page.Raw("</details>");
    }
}
