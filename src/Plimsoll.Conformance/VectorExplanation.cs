using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Conformance;

/// <summary>How the product came to its numbers for a vector: the rule and its source, or the tree behind the margins.</summary>
public static class VectorExplanation
{
    /// <summary>The explanation, line by line, deeper lines indented; empty when the files it became say nothing.</summary>
    public static IReadOnlyList<string> Of(VectorResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Translation is not { } translation)
        {
            return [];
        }

        var lines = new List<string>();
        try
        {
            var model = ModelReader.Read("model", translation.Model.ToJsonString());
            foreach (var rule in model.Rules)
            {
                lines.Add($"rule {rule.Kind.Name}: {rule.Kind.Meaning}");
                lines.Add($"  source: {rule.Kind.Source}");
            }

            var portfolio = PortfolioReader.Read("portfolio", translation.Portfolio.ToJsonString());
            if (model.Margin is { } margin && portfolio.HasHoldings)
            {
                var decimals = Estimate.ExplainedDecimals(model, portfolio);
                foreach (var (name, tree) in Estimate.Explain(model, portfolio))
                {
                    lines.Add($"{name}, in {margin.Numeraire}:");
                    Add(lines, tree.Equity, decimals, "  ");
                    Add(lines, tree.InitialMargin, decimals, "  ");
                    Add(lines, tree.MaintenanceMargin, decimals, "  ");
                }
            }
        }
        catch (DocumentException)
        {
            // The result's reason says what is wrong with the files.
        }

        return lines;
    }

    private static void Add(List<string> lines, ExplanationNode node, int decimals, string indent)
    {
        var inputs = node.Inputs.Select(input => $"{input.Name} {Number(input.Units, input.Decimals)} {input.Unit}".TrimEnd());
        lines.Add(
            $"{indent}{node.Label} = {Number(node.Amount.Units, decimals)} {(node.Inputs.Count > 0 ? $"({string.Join(", ", inputs)})" : "")}".TrimEnd()
        );
        foreach (var child in node.Children)
        {
            Add(lines, child, decimals, indent + "  ");
        }
    }

    private static string Number(Int128 units, int decimals)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        var (whole, rest) = Int128.DivRem(Int128.Abs(units), ExactMath.PowerOfTen(decimals));
        var digits = decimals == 0 ? "" : rest.ToString(invariant).PadLeft(decimals, '0').TrimEnd('0');
        return (units < 0 ? "-" : "") + whole.ToString(invariant) + (digits.Length > 0 ? "." + digits : "");
    }
}
