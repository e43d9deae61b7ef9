using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Estimates;
using Plimsoll.Margin;
using Spectre.Console;

namespace Plimsoll.Cli.Margin;

/// <summary>The trees behind the figures, for a terminal and as JSON.</summary>
internal static class ExplanationView
{
    public static void Write(string name, ExplanationTrees explanation, int decimals, string unit, TextWriter output)
    {
        var tree = new Tree(Markup.Escape(name)).Guide(TreeGuide.Line);
        foreach (var node in (ExplanationNode[])[explanation.Equity, explanation.InitialMargin, explanation.MaintenanceMargin])
        {
            Add(tree.AddNode(Line(node, decimals, unit)), node, decimals, unit);
        }

        Tables.Write(output, tree);
    }

    public static JsonObject ToJson(ExplanationTrees explanation, int decimals) =>
        new()
        {
            ["equity"] = ToJson(explanation.Equity, decimals),
            ["net_liquidation_value"] = ToJson(explanation.NetLiquidationValue, decimals),
            ["initial_margin"] = ToJson(explanation.InitialMargin, decimals),
            ["maintenance_margin"] = ToJson(explanation.MaintenanceMargin, decimals),
        };

    private static JsonObject ToJson(ExplanationNode node, int decimals) =>
        new()
        {
            ["label"] = node.Label,
            ["amount"] = JsonNode.Parse(Exact(node.Amount.Units, decimals)),
            ["inputs"] = new JsonArray([
                .. node.Inputs.Select(input =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = input.Name,
                            ["value"] = JsonNode.Parse(Exact(input.Units, input.Decimals)),
                            ["unit"] = input.Unit,
                        }
                ),
            ]),
            ["parts"] = new JsonArray([.. node.Children.Select(child => (JsonNode)ToJson(child, decimals))]),
        };

    private static void Add(TreeNode tree, ExplanationNode node, int decimals, string unit)
    {
        foreach (var input in node.Inputs)
        {
            tree.AddNode(
                Markup.Escape(
                    $"{input.Name}  {Figures.Text(decimal.Parse(Exact(input.Units, input.Decimals), CultureInfo.InvariantCulture))} {input.Unit}".TrimEnd()
                )
            );
        }

        foreach (var child in node.Children)
        {
            Add(tree.AddNode(Line(child, decimals, unit)), child, decimals, unit);
        }
    }

    private static string Line(ExplanationNode node, int decimals, string unit) =>
        Markup.Escape(
            $"{node.Label} = {Figures.Text(decimal.Parse(Exact(node.Amount.Units, decimals), CultureInfo.InvariantCulture))} {unit}"
        );

    private static string Exact(Int128 units, int decimals)
    {
        var digits = Int128.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
        return (units < 0 ? "-" : "") + (decimals == 0 ? text : text.TrimEnd('0').TrimEnd('.'));
    }
}
