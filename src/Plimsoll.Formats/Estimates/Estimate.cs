using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Rules;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Scenarios;

namespace Plimsoll.Formats.Estimates;

/// <summary>All that a model says of a portfolio.</summary>
public static class Estimate
{
    /// <summary>Evaluates a portfolio under a model.</summary>
    /// <exception cref="DocumentException">The portfolio does not fit the model; all faults are told.</exception>
    public static Answer Of(Model model, Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        var answer = new Answer();
        if (portfolio.HasHoldings)
        {
            OfMargin(
                model,
                portfolio,
                estimate =>
                {
                    estimate.AddTo(answer);
                    return answer;
                }
            );
        }

        AddRules(model, portfolio, answer);
        return answer;
    }

    /// <summary>Where the cross account of a portfolio stands.</summary>
    /// <exception cref="DocumentException">The portfolio does not fit the model.</exception>
    public static AccountFigures Figures(Model model, Portfolio portfolio) => OfMargin(model, portfolio, estimate => estimate.Figures());

    /// <summary>Where each isolated position of a portfolio stands, in the portfolio's order.</summary>
    /// <exception cref="DocumentException">The portfolio does not fit the model.</exception>
    public static IReadOnlyList<AccountFigures> IsolatedFigures(Model model, Portfolio portfolio) =>
        OfMargin(model, portfolio, estimate => estimate.IsolatedFigures());

    /// <summary>Every unit of margin of a portfolio, the cross account first, and whether it is liquidated.</summary>
    /// <exception cref="DocumentException">The portfolio does not fit the model.</exception>
    public static IReadOnlyList<UnitStanding> Units(Model model, Portfolio portfolio) =>
        OfMargin(model, portfolio, estimate => estimate.Units());

    /// <summary>The cross account under every scenario of portfolio margin; null where the model does not margin by scenarios alone.</summary>
    /// <exception cref="DocumentException">The portfolio does not fit the model.</exception>
    public static PortfolioMargin? UnderScenarios(Model model, Portfolio portfolio) =>
        OfMargin(model, portfolio, estimate => estimate.UnderScenarios);

    /// <summary>The trees behind the figures, for the account and for each isolated position.</summary>
    /// <exception cref="DocumentException">The portfolio does not fit the model.</exception>
    public static IReadOnlyList<(string Name, ExplanationTrees Explanation)> Explain(Model model, Portfolio portfolio) =>
        OfMargin(model, portfolio, estimate => estimate.Explanations().ToArray());

    /// <summary>Digits behind the point of the amounts in those trees: what the model states of its numeraire, or more.</summary>
    /// <exception cref="DocumentException">The portfolio does not fit the model.</exception>
    public static int ExplainedDecimals(Model model, Portfolio portfolio) =>
        OfMargin(model, portfolio, estimate => estimate.NumeraireDecimals);

    private static T OfMargin<T>(Model model, Portfolio portfolio, Func<IEstimate, T> ask)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        if (model.Margin is not { } margin)
        {
            throw WithoutMargin(model);
        }

        var faults = new FaultList(portfolio.FileName);
        CheckClass(model, portfolio, faults);
        faults.ThrowIfAny();
        try
        {
            return ask(
                margin.Portfolio is { } section
                    ? new PortfolioEstimate(model, margin, section, portfolio)
                    : new MarginEstimate(model, margin, portfolio)
            );
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException)
        {
            throw TooLarge(portfolio);
        }
    }

    /// <summary>Amounts or prices are beyond what is carried exactly.</summary>
    internal static DocumentException TooLarge(Portfolio portfolio)
    {
        var faults = new FaultList(portfolio.FileName);
        const string Message = "the amounts or prices have too many digits to be carried exactly.";
        faults.Add(portfolio.Fields.Node, "too_large", Message, "Check the units.");
        return faults.ToException();
    }

    private static void CheckClass(Model model, Portfolio portfolio, FaultList faults)
    {
        var classes = model.Margin?.Portfolio?.Rules?.Classes.Keys.ToArray() ?? [];
        if (portfolio.AccountClass is not { } asked || classes.Contains(asked, StringComparer.Ordinal))
        {
            return;
        }

        var place = portfolio.Fields["account_class"] ?? portfolio.Fields.Node;
        if (classes.Length == 0)
        {
            faults.Add(place, "unknown_class", $"{model.Title} has no classes of accounts.", "Leave account_class out.");
        }
        else
        {
            var known = string.Join(", ", classes);
            faults.Add(
                place,
                "unknown_class",
                $"there is no class of accounts called {asked}; there are: {known}.",
                Nearest.Advice(asked, classes)
            );
        }
    }

    /// <summary>Nothing is wrong with the portfolio: the model lacks something, or its author could not know it.</summary>
    internal static DocumentException WithoutMargin(Model model)
    {
        var faults = new FaultList(model.FileName);
        if (model.Unknown.Count > 0)
        {
            faults.Add(
                model.Node,
                "no_margin",
                $"{model.Title} has no margin tables, so that nothing can be margined; not known: {model.Unknown[0]}.",
                "Choose another model."
            );
        }
        else
        {
            var has = model.Rules.Count > 0 ? "it has rules beside margin alone" : "it has a name, a venue and a date alone";
            faults.Add(
                model.Node,
                "no_margin",
                $"{model.Title} says nothing of margin yet: {has}.",
                "Add numeraire, margins and instruments, and assets for collateral with a haircut; docs/guide/margin-models.md goes step by step."
            );
        }

        return faults.ToException();
    }

    private static void AddRules(Model model, Portfolio portfolio, Answer answer)
    {
        var faults = new FaultList(portfolio.FileName);
        foreach (var (name, node) in portfolio.Facts)
        {
            if (model.Rules.FirstOrDefault(rule => string.Equals(rule.Name, name, StringComparison.Ordinal)) is not { } rule)
            {
                var known = string.Join(", ", model.Rules.Select(each => each.Name));
                faults.Add(node, "unknown_rule", $"the model {model.Name} has no rule of this name; it has: {known}.");
                continue;
            }

            var before = faults.Faults.Count;
            rule.Kind.Facts.Check(node, faults);
            if (faults.Faults.Count == before)
            {
                AddRule(rule, node, answer, faults);
            }
        }

        faults.ThrowIfAny();
    }

    private static void AddRule(ModelRule rule, MappingNode facts, Answer answer, FaultList faults)
    {
        try
        {
            answer.With(rule.Name, rule.Kind.Evaluate(rule.Parameters, new Fields(facts)));
        }
        catch (RuleException exception)
        {
            faults.Add(facts[exception.Field] ?? facts, "no_answer", exception.Message);
        }
        catch (Exception exception) when (exception is OverflowException or DivideByZeroException)
        {
            faults.Add(facts, "too_large", "the numbers are too large or too small to compute with.", "Check the units.");
        }
    }
}
