using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;
using Spectre.Console;

namespace Plimsoll.Cli.Margin;

/// <summary>The trees behind the figures, for a terminal and as JSON, with all that it takes to check them by hand.</summary>
/// <param name="explanation">The trees.</param>
/// <param name="model">The model, for what is taken off an asset.</param>
/// <param name="portfolio">The portfolio, for prices as they were given.</param>
internal sealed class ExplanationView(ExplanationTrees explanation, Model model, Portfolio portfolio)
{
    private const string IndexInUnits = "index price (units)";
    private const string Counted = "counted after cap and haircut";

    private readonly MarginSection _margin = model.Margin!;

    private int Decimals { get; } = Estimate.ExplainedDecimals(model, portfolio);

    /// <summary>Writes the trees.</summary>
    public void Write(string name, TextWriter output)
    {
        var tree = new Tree(Markup.Escape(name)).Guide(TreeGuide.Line);
        foreach (var node in (ExplanationNode[])[explanation.Equity, explanation.InitialMargin, explanation.MaintenanceMargin])
        {
            Add(tree.AddNode(Line(node)), node);
        }

        Tables.Write(output, tree);
    }

    /// <summary>The trees as JSON.</summary>
    public JsonObject ToJson() =>
        new()
        {
            ["equity"] = ToJson(explanation.Equity),
            ["net_liquidation_value"] = ToJson(explanation.NetLiquidationValue),
            ["initial_margin"] = ToJson(explanation.InitialMargin),
            ["maintenance_margin"] = ToJson(explanation.MaintenanceMargin),
        };

    private JsonObject ToJson(ExplanationNode node) =>
        new()
        {
            ["label"] = node.Label,
            ["amount"] = JsonOutput.Number(Exact(node.Amount.Units, Decimals)),
            ["inputs"] = new JsonArray([
                .. InputsOf(node)
                    .Select(input =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["name"] = input.Name,
                                ["value"] = JsonOutput.Number(input.Value),
                                ["unit"] = input.Unit,
                            }
                    ),
            ]),
            ["parts"] = new JsonArray([.. node.Children.Select(child => (JsonNode)ToJson(child))]),
        };

    private void Add(TreeNode tree, ExplanationNode node)
    {
        foreach (var input in InputsOf(node))
        {
            tree.AddNode(Markup.Escape($"{input.Name}  {Shown(input)} {input.Unit}".TrimEnd()));
        }

        foreach (var child in node.Children)
        {
            Add(tree.AddNode(Line(child)), child);
        }
    }

    /// <summary>A node's amount, in the numeraire.</summary>
    public decimal AmountOf(ExplanationNode node) => Exact(node.Amount.Units, Decimals);

    /// <summary>What a leaf was computed from, as it is shown.</summary>
    public IEnumerable<(string Name, string Value, string Unit)> ShownInputsOf(ExplanationNode node) =>
        InputsOf(node).Select(input => (input.Name, Shown(input), input.Unit));

    private string Line(ExplanationNode node) =>
        Markup.Escape($"{node.Label} = {Figures.Money(AmountOf(node), _margin.Numeraire)} {_margin.Numeraire}");

    private string Shown(Input input) =>
        IsRate(input) ? Figures.Rate(input.Value)
        : input.Name.EndsWith("price", StringComparison.Ordinal) ? Figures.Price(input.Value, input.Value)
        : _margin.Assets.ContainsKey(input.Unit) ? Figures.Money(input.Value, input.Unit)
        : Figures.Plain(input.Value);

    private static bool IsRate(Input input) =>
        input.Name.StartsWith("haircut", StringComparison.Ordinal)
        || (input.Unit.Length == 0 && input.Name is "rate" or "slippage" or "risk factor");

    /// <summary>The inputs in natural units; those of an asset with what is taken off it, and with its price.</summary>
    private IEnumerable<Input> InputsOf(ExplanationNode node)
    {
        foreach (var input in node.Inputs.Where(input => input.Name != IndexInUnits))
        {
            if (input.Name == Counted)
            {
                foreach (var taken in TakenOff(node.Label))
                {
                    yield return taken;
                }
            }

            yield return new(input.Name, Exact(input.Units, input.Decimals), input.Unit);
        }

        if (node.Inputs.Any(input => input.Name == IndexInUnits) && portfolio.Market.TryGetValue(node.Label, out var quote))
        {
            yield return new("index price", quote.Index ?? quote.Mark ?? 0, _margin.Numeraire);
        }
    }

    private IEnumerable<Input> TakenOff(string asset)
    {
        var terms = _margin.Assets[asset];
        if (terms.AccountCap is { } cap)
        {
            yield return new("cap", cap, asset);
        }

        var from = 0m;
        foreach (var (upTo, haircut) in terms.Ladder.Where(_ => terms.Ladder.Any(rung => rung.UpTo is not null || rung.Haircut != 0)))
        {
            var slice =
                upTo is { } most ? $" from {Figures.Plain(from)} to {Figures.Plain(most)}"
                : from > 0 ? $" above {Figures.Plain(from)}"
                : "";
            yield return new($"haircut{slice}", haircut, "");
            from = upTo ?? from;
        }
    }

    private static decimal Exact(Int128 units, int decimals)
    {
        var digits = Int128.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return decimal.Parse((units < 0 ? "-" : "") + digits[..^decimals] + "." + digits[^decimals..], CultureInfo.InvariantCulture);
    }

    private readonly record struct Input(string Name, decimal Value, string Unit);
}
