using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Formats.Tests.Estimates;

/// <summary>The figures of an estimate and the trees behind them are the same numbers, whatever the portfolio and the model.</summary>
public sealed class ExplanationTreeTests
{
    public static TheoryData<string> Portfolios =>
        [
            .. Directory
                .GetFiles(RepositoryFiles.PathOf("samples", "portfolios"), "*.yaml")
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory, Trait("Criterion", "PMRG-003"), MemberData(nameof(Portfolios))]
    public void Every_tree_has_its_figure_for_a_root_and_leaves_that_add_up(string file)
    {
        var portfolio = PortfolioReader.Read(file, File.ReadAllText(RepositoryFiles.PathOf("samples", "portfolios", file)));
        var compared = 0;
        foreach (var name in ModelCatalog.BuiltIn.Names)
        {
            try
            {
                Compare(ModelCatalog.BuiltIn.Find(name)!, portfolio);
                compared++;
            }
            catch (DocumentException)
            {
                // That model does not list what is held, or cannot margin it.
            }
        }

        Assert.True(compared > 0, file);
    }

    /// <summary>The option's value has more digits than the dollar.</summary>
    [Fact, Trait("Criterion", "PMRG-003")]
    public void A_numeraire_of_two_decimals_has_equity_of_two_decimals() =>
        Compare(
            ModelCatalog.BuiltIn.Find("cme-span")!,
            PortfolioReader.Read(
                "p.yaml",
                """
                at: 2026-11-01
                balances: {USD: 500_000}
                positions: [{instrument: ES-18DEC26-6800-C, quantity: 1}, {instrument: ES-18DEC26, quantity: -1, entry: 6_700}]
                market: {ES: {index: 6_700}, ES-18DEC26: {mark: 6_710}, ES-18DEC26-6800-C: {volatility: 15%}}
                """
            )
        );

    private static void Compare(Model model, Portfolio portfolio)
    {
        var answer = Estimate.Of(model, portfolio);
        var decimals = Decimals(model);
        foreach (var (name, trees) in Estimate.Explain(model, portfolio))
        {
            var figures = (Answer)answer.Find(name == "account" ? "account" : $"positions.{name}.isolated")!;
            Root(figures, "equity", trees.Equity, decimals);
            Root(figures, "net_liquidation_value", trees.NetLiquidationValue, decimals);
            Root(figures, "initial_margin", trees.InitialMargin, decimals);
            Root(figures, "maintenance_margin", trees.MaintenanceMargin, decimals);
        }
    }

    private static void Root(Answer figures, string name, ExplanationNode tree, int decimals)
    {
        AddsUp(tree);
        // A venue may show a figure rounded, or have none.
        if (figures[name] is AnswerNumber figure)
            Assert.Equal(figure.Value, (decimal)tree.Amount.Units / (decimal)ExactMath.PowerOfTen(decimals));
    }

    private static void AddsUp(ExplanationNode node)
    {
        if (node.Children.Count > 0)
            Assert.Equal(node.Amount, node.Children.Aggregate(Money.Zero, (sum, part) => sum + part.Amount));

        foreach (var child in node.Children)
            AddsUp(child);
    }

    private static int Decimals(Model model) => model.Margin!.Assets[model.Margin.Numeraire].Decimals;
}
