using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Values;

namespace Plimsoll.Formats.Tests.PortfolioRules;

public sealed class PortfolioRuleTests
{
    /// <summary>Moves of whole percents: e^x is written as its logarithm.</summary>
    internal const string ModelText = """
        name: pier
        title: Pier
        venue: Pier
        effective_from: 2026-01-01
        numeraire: USD
        assets: {USD: {decimals: 6}}
        portfolio_margin:
          tables:
            grid: {range: 10%, steps: 1}
          moves:
            past:
              underlyings: [BTC, ETH]
              rows:
                - {name: Monday, prices: [-0.1053605157, -0.2231435513]}
                - {name: Tuesday, prices: [0.0953101798, 0.1823215568]}
            table: {file: moves.csv, window: 2}
          rules:
            quantile: {kind: value_at_risk, moves: past, measure: value_at_risk, initial_level: 99%, maintenance_level: 50%, maintenance_factor: 0.5}
            tail: {kind: value_at_risk, moves: table, initial_level: 50%, maintenance_level: 50%}
            closing: {kind: liquidity, markets: {BTC: {levels: [[0.001, 1_000]], reach: 0.001, volatility: 2%, volume: 1_000}}}
            greeks: {kind: sensitivities, underlyings: {BTC: {range: 5%}, ETH: {range: 8%}}}
            larger: {kind: largest, of: [quantile, scenarios], initial_floor: 50}
            whole: {kind: sum, of: [larger, closing]}
            part: {kind: share, of: tail, initial: 50%, maintenance: 25%}
            calm: {kind: buffer, of: quantile, reference: tail, share: 10%}
          rule: larger
          account_classes: {professional: whole, careful: calm}
        instruments:
          BTC-PERP: {settlement: USD, underlying: BTC}
          ETH-PERP: {settlement: USD, underlying: ETH}
          SOL-PERP: {settlement: USD, underlying: SOL}
        """;

    internal const string Table = "day,BTC,ETH\n2026-01-01,0.5,0.5\n2026-01-02,-0.1053605157,0\n2026-01-03,0.0953101798,0\n";

    internal const string Book = """
        balances: {USD: 1_000}
        positions:
          - {instrument: BTC-PERP, quantity: 2, entry: 100}
        market:
          BTC-PERP: {mark: 100, index: 100}
          ETH-PERP: {mark: 10, index: 10}
          SOL-PERP: {mark: 1, index: 1}
        """;

    private static readonly Model Pier = ModelReader.Read("pier.yaml", ModelText, Beside);

    [Fact, Trait("Criterion", "VARR-120")]
    public void Each_rule_asks_what_its_words_say()
    {
        var answer = Estimate.Of(Pier, Sample.PortfolioOf(Book));

        Assert.Equal(20, Asked("quantile"), 5);
        // At a level of one in two the lower of two losses is the quantile: a gain of 20.
        Assert.Equal(0, Asked("quantile", "maintenance_margin"));
        Assert.Equal(20, Asked("tail"), 5);
        Assert.Equal(20, Asked("scenarios"));
        Assert.Equal(0.2m, Asked("closing"), 4);
        Assert.Equal(10, Asked("greeks"));
        Assert.Equal(50, Asked("larger"));
        Assert.Equal(20, Asked("larger", "maintenance_margin"));
        Assert.Equal(50.2m, Asked("whole"), 4);
        Assert.Equal((10, 5), (Asked("part"), Asked("part", "maintenance_margin")), new Near());
        Assert.Equal(22, Asked("calm"), 4);
        Assert.Equal(50, Sample.Number(answer, "account.initial_margin"));
        Assert.Equal(20, Sample.Number(answer, "account.maintenance_margin"));
        Assert.Equal("Monday", ((AnswerText)answer.Find("portfolio_rules.quantile.quantile_move")!).Text);

        decimal Asked(string rule, string level = "initial_margin") => answer.Number($"portfolio_rules.{rule}.{level}");
    }

    [Theory, Trait("Criterion", "VARR-120")]
    [InlineData("", "larger", 50)]
    [InlineData("account_class: professional", "whole", 50.2)]
    [InlineData("account_class: careful", "calm", 22)]
    public void The_class_of_an_account_chooses_its_rule(string stated, string rule, double initial)
    {
        var portfolio = Sample.PortfolioOf($"{stated}\n{Book}");
        var answer = Estimate.Of(Pier, portfolio);

        Assert.Equal((decimal)initial, answer.Number("account.initial_margin"), 4);
        Assert.Equal("yes", ((AnswerText)answer.Find($"portfolio_rules.{rule}.is_asked")!).Text);
        Assert.Equal(rule, Pier.Margin!.Portfolio!.Rule(portfolio.AccountClass).Name);
    }

    [Fact, Trait("Criterion", "VARR-120")]
    public void Without_rules_the_rule_is_that_of_scenarios_and_classes_are_told_to_be_none()
    {
        var derive = ModelCatalog.BuiltIn.Find("derive-pmrm-2")!;

        Assert.IsType<ScenarioRule>(derive.Margin!.Portfolio!.Rule());
        Assert.Contains(
            "has no classes of accounts. Leave account_class out. [unknown_class]",
            Sample.Fault(() => Estimate.Of(derive, Sample.PortfolioOf("account_class: x\nbalances: {USDC: 1}"))),
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Pier.Margin!.Portfolio!.Rule("x"));
    }

    [Theory, Trait("Criterion", "VARR-120")]
    [InlineData("moves: past, measure", "moves: pst, measure", "unknown_moves", "Did you mean past?")]
    [InlineData("of: [larger, closing]", "of: [part, closing]", "unknown_rule", "stands below")]
    [InlineData("of: [larger, closing]", "of: [whole]", "unknown_rule", "made of rules above it")]
    [InlineData("of: [larger, closing]", "of: [largr]", "unknown_rule", "Did you mean larger?")]
    [InlineData("rule: larger", "rule: largest", "unknown_rule", "there is no rule called largest")]
    [InlineData("rule: larger", "", "missing_field", "which of the rules is asked")]
    [InlineData("professional: whole", "professional: hole", "unknown_rule", "Did you mean whole?")]
    [InlineData("    greeks: {kind", "    scenarios: {kind", "contradiction", "a rule needs another name")]
    [InlineData("initial_level: 99%", "initial_level: 99", "out_of_range", "expected a number from 0.5 to 0.99999")]
    [InlineData("[[0.001, 1_000]]", "[[0.001, 1_000], [0.0005, 1]]", "not_rising", "none beyond reach")]
    [InlineData(
        "volume: 1_000}",
        "volume: 1_000, concentration: {open_interest_share: 0, volume_share: 0, rate: 1}}",
        "missing_field",
        "open_interest"
    )]
    [InlineData("prices: [0.0953101798, 0.1823215568]", "prices: [0.0953101798]", "not_a_row", "expected a move for each of BTC, ETH")]
    [InlineData("file: moves.csv, window: 2", "file: moves.csv, window: 4", "too_few", "the history makes 3 rows")]
    [InlineData("file: moves.csv, window: 2", "file: moves.csv, from: 2026-01-09", "unknown_row", "they go from 2026-01-01 to 2026-01-03")]
    [InlineData("file: moves.csv, window: 2", "file: moves.csv, from: 2026-01-03, to: 2026-01-01", "contradiction", "behind the last")]
    [InlineData("file: moves.csv, window: 2", "file: ../moves.csv", "not_a_name", "without folders")]
    [InlineData("file: moves.csv, window: 2", "file: moves.txt", "no_file", "there is no file moves.txt beside the model")]
    [InlineData("file: moves.csv, window: 2", "file: moves.csv, filter: garch", "no_moves", "at least 20 moves")]
    [InlineData("file: moves.csv, window: 2", "window: 2", "contradiction", "either in a file or here")]
    public void What_does_not_fit_is_told(string text, string instead, string code, string told)
    {
        Assert.Contains(text, ModelText, StringComparison.Ordinal);
        var exception = Assert.Throws<DocumentException>(() =>
            ModelReader.Read("pier.yaml", ModelText.Replace(text, instead, StringComparison.Ordinal), Beside)
        );

        Assert.Contains(exception.Faults, fault => fault.Code == code);
        Assert.Contains(told, exception.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "VARR-109")]
    public void Moves_may_be_simulated()
    {
        const string Simulated = "file: moves.csv, simulate: {paths: 500, seed: 7, degrees: 4, margins: past, decay: 0.9, shrinkage: 10%}";
        var model = ModelReader.Read("p", ModelText.Replace("file: moves.csv, window: 2", Simulated, StringComparison.Ordinal), Beside);
        var rule = Assert.IsType<ValueAtRiskRule>(model.Margin!.Portfolio!.Rules!.Rules.Single(each => each.Name == "tail"));

        Assert.Equal((500, "path 1"), (rule.Moves.Rows.Count, rule.Moves.Rows[0].Name));
    }

    [Fact, Trait("Criterion", "VARR-129")]
    public void Moves_may_be_taken_as_a_law_and_every_position_has_its_part()
    {
        const string Law =
            "{kind: parametric, moves: past, measure: value_at_risk, initial_level: 99%, maintenance_level: 97.5%, degrees: 5, decay: 0.9, shrinkage: 20%, target: one}";
        var text = ModelText
            .Replace("  rule: larger", "    law: " + Law + "\n  rule: law", StringComparison.Ordinal)
            .Replace("USD: {decimals: 6}", "USD: {decimals: 8}", StringComparison.Ordinal);
        var model = ModelReader.Read("pier.yaml", text, Beside);
        var rule = Assert.IsType<ParametricRule>(model.Margin!.Portfolio!.Rule());
        var both = Book.Replace("market:", "  - {instrument: ETH-PERP, quantity: -5}\nmarket:", StringComparison.Ordinal);
        var answer = Estimate.Of(model, Sample.PortfolioOf(both));

        Assert.Equal((5, 0.99, 0.975), (rule.Degrees, rule.InitialLevel, rule.MaintenanceLevel));
        Assert.Equal(rule.Moves.Deviations.Count, rule.Moves.Underlyings.Count);
        foreach (var name in new[] { "law", "quantile" })
        {
            var parts = ((Answer)answer.Find($"portfolio_rules.{name}.contributions")!).Parts;
            Assert.Equal(["BTC-PERP", "ETH-PERP"], parts.Select(part => part.Name));
            Assert.Equal("value_at_risk", ((AnswerText)answer.Find($"portfolio_rules.{name}.contributions_to")!).Text);
            Assert.Equal(
                answer.Number($"portfolio_rules.{name}.value_at_risk"),
                parts.Sum(part => ((Answer)part.Value).Number("component")),
                7
            );
        }

        Assert.Equal(answer.Number("account.initial_margin"), answer.Number("portfolio_rules.law.value_at_risk"), 5);
        Assert.Contains(
            "value at risk at 99 % and 97.5 % of Student moves of 5 degrees",
            ((AnswerText)answer.Find("portfolio_rules.law.asks")!).Text,
            StringComparison.Ordinal
        );
        AssertAddsUp(Estimate.Explain(model, Sample.PortfolioOf(both))[0].Explanation.InitialMargin);
    }

    [Fact, Trait("Criterion", "VARR-121")]
    public void A_model_that_comes_from_no_folder_has_no_file_beside_it() =>
        Assert.Contains("was not read from a file", Sample.Fault(() => ModelReader.Read("pier.yaml", ModelText)), StringComparison.Ordinal);

    [Fact, Trait("Criterion", "VARR-113")]
    public void An_underlying_that_the_rule_does_not_know_is_told()
    {
        var portfolio = Sample.PortfolioOf(Book.Replace("{instrument: BTC-PERP", "{instrument: SOL-PERP", StringComparison.Ordinal));

        Assert.Contains("cannot margin SOL", Sample.Fault(() => Estimate.Of(Pier, portfolio)), StringComparison.Ordinal);
        // Another rule of the model does not know ether; the account's own does.
        var ether = Sample.PortfolioOf(Book.Replace("{instrument: BTC-PERP", "{instrument: ETH-PERP", StringComparison.Ordinal));
        Assert.IsType<AnswerNothing>(Estimate.Of(Pier, ether).Find("portfolio_rules.closing.initial_margin"));
    }

    [Fact, Trait("Criterion", "VARR-123")]
    public void Parts_of_positions_and_the_tree_add_up_to_what_is_asked()
    {
        var portfolio = Sample.PortfolioOf(
            "account_class: professional\n"
                + Book.Replace("market:", "  - {instrument: BTC-PERP, quantity: 1}\nmarket:", StringComparison.Ordinal)
        );
        var answer = Estimate.Of(Pier, portfolio);
        var tree = Estimate.Explain(Pier, portfolio)[0].Explanation;

        AssertAddsUp(tree.InitialMargin);
        AssertAddsUp(tree.MaintenanceMargin);
        Assert.Equal(30.3m, answer.Number("positions.BTC-PERP.initial_margin_part"), 4);
        Assert.Equal(50.3m, answer.Number("account.initial_margin"), 4);
    }

    [Fact, Trait("Criterion", "VARR-106")]
    public void Orders_are_needed_initially_in_each_row_where_they_lose()
    {
        const string Orders = """
            account_class: careful
            balances: {USD: 1_000}
            orders:
              - {instrument: BTC-PERP, side: buy, quantity: 1}
              - {instrument: BTC-PERP, side: sell, quantity: 3}
              - {instrument: BTC-PERP, side: sell, quantity: 9, reduce_only: true}
            market:
              BTC-PERP: {mark: 100, index: 100}
            """;
        var answer = Estimate.Of(Pier, Sample.PortfolioOf(Orders));

        // Down ten percent the buy loses 10, up ten percent the sells 120: what may only reduce is an order like any other, for it may take a hedge away.
        Assert.Equal(120, answer.Number("portfolio_rules.quantile.initial_margin"), 4);
        Assert.Equal(120, answer.Number("portfolio_rules.quantile.contributions.open orders.component"), 4);
        Assert.IsType<AnswerNothing>(answer.Find("portfolio_rules.quantile.contributions.open orders.marginal"));
        Assert.Equal(0, answer.Number("account.maintenance_margin"));
    }

    [Fact, Trait("Criterion", "VARR-123")]
    public void A_class_goes_along_to_venues_that_have_it()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "pier.yaml"), ModelText);
            File.WriteAllText(Path.Combine(folder, "quay.yaml"), ModelText.Replace("name: pier", "name: quay", StringComparison.Ordinal));
            File.WriteAllText(
                Path.Combine(folder, "mole.yaml"),
                ModelText
                    .Replace("name: pier", "name: mole", StringComparison.Ordinal)
                    .Replace("professional: whole, ", "", StringComparison.Ordinal)
            );
            File.WriteAllText(Path.Combine(folder, "moves.csv"), Table);
            var catalog = ModelCatalog.OfFolder(folder);
            var rows = VenueComparison.Of(catalog, catalog.Find("pier")!, Sample.PortfolioOf("account_class: professional\n" + Book));

            Assert.Equal(
                [("pier", 50.2m), ("mole", 50m), ("quay", 50.2m)],
                rows.Select(row => (row.Model.Name, decimal.Round(row.Answer!.Number("account.initial_margin"), 4)))
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Beside(string name) => name == "moves.csv" ? Table : null;

    private static void AssertAddsUp(ExplanationNode node)
    {
        if (node.Children.Count > 0)
        {
            Assert.Equal(node.Amount, node.Children.Aggregate(Money.Zero, (sum, child) => sum + child.Amount));
        }

        foreach (var child in node.Children)
        {
            AssertAddsUp(child);
        }
    }

    private sealed class Near : IEqualityComparer<(decimal One, decimal Other)>
    {
        public bool Equals((decimal One, decimal Other) x, (decimal One, decimal Other) y) =>
            Math.Abs(x.One - y.One) < 1e-5m && Math.Abs(x.Other - y.Other) < 1e-5m;

        public int GetHashCode((decimal One, decimal Other) obj) => 0;
    }
}
