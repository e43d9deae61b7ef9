using System.Globalization;
using Plimsoll.Margin;
using Plimsoll.Simulation.Replay;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>A figure with all that it came from below it, one line each, indented by depth; numbers in one column, units beside them.</summary>
internal static class ExplanationTree
{
    public static void Write(Html page, ExplanationNode root)
    {
        page.Raw("<table class=\"tree\"><tbody>");
        Node(page, root, 0);
        page.Raw("</tbody></table>");
    }

    private static void Node(Html page, ExplanationNode node, int depth)
    {
        var dollars = (decimal)node.Amount.Units / ExactMath.PowerOfTen(ListedPerpetual.DollarDecimals);
        Line(page, depth, node.Label, Html.Dollars(dollars), "USD");
        foreach (var input in node.Inputs)
        {
            var (number, unit) = Figure(input);
            Line(page, depth + 1, input.Name, number, unit);
        }

        foreach (var child in node.Children)
        {
            Node(page, child, depth + 1);
        }
    }

    private static (string Number, string Unit) Figure(ExplanationInput input)
    {
        var value = (decimal)input.Units / ExactMath.PowerOfTen(input.Decimals);
        return (input.Name, input.Unit) switch
        {
            ("rate", _) => (Number(value * 100, "0.####"), "%"),
            ("mark price", "") => (Number(value, "#,0.##########"), "USD"),
            (_, "") => (Number(value, "#,0.####"), "times"),
            (_, "USD") when input.Decimals == ListedPerpetual.DollarDecimals => (Html.Dollars(value), "USD"),
            ("exposure", _) => (Number(value, "#,0.########"), "coins"),
            _ => (Number(value, "#,0.##########"), input.Unit),
        };
    }

    private static string Number(decimal value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '\u2212');

    private static void Line(Html page, int depth, string name, string number, string unit) =>
        page.Raw($"<tr class=\"d{depth}\">").Element("td", name).Element("td.num", number).Element("td.unit", unit).Raw("</tr>");
}
