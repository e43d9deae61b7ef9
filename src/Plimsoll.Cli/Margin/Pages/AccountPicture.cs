using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin.Scenarios;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>A portfolio under a model, with all that pictures are made of; every figure is asked of the functions that answer the tables.</summary>
internal sealed class AccountPicture
{
    /// <summary>What the cross account is called on pages.</summary>
    public const string Cross = "cross account";

    private AccountPicture(Model model, Portfolio portfolio, Answer answer)
    {
        (Model, Portfolio, Answer) = (model, portfolio, answer);
        if (model.Margin is null || answer["account"] is not Answer account)
        {
            return;
        }

        Units = [(Cross, account), .. AnswerView.Isolated(answer)];
        Trees = Estimate.Explain(model, portfolio);
        Scenarios = Estimate.UnderScenarios(model, portfolio);
    }

    public Model Model { get; }

    public Portfolio Portfolio { get; }

    /// <summary>What the tables show.</summary>
    public Answer Answer { get; }

    /// <summary>The asset in which everything is valued; empty for a model without margin.</summary>
    public string Unit => Model.Margin?.Numeraire ?? "";

    /// <summary>The units of margin, the cross account first; none where nothing is held.</summary>
    public IReadOnlyList<(string Name, Answer Figures)> Units { get; } = [];

    /// <summary>The trees behind the figures, one for each unit.</summary>
    public IReadOnlyList<(string Name, ExplanationTrees Explanation)> Trees { get; } = [];

    /// <summary>The account under every scenario; null where it is margined otherwise.</summary>
    public PortfolioMargin? Scenarios { get; }

    /// <summary>All units together, or the one there is; null where nothing is held.</summary>
    public Answer? Whole => Answer["total"] as Answer ?? Answer["account"] as Answer;

    /// <summary>Whether a unit holds anything that could be liquidated.</summary>
    public static bool IsUsed(Answer unit) => Number(unit["notional"]) > 0 || Number(unit["initial_margin"]) > 0;

    /// <summary>Looks at a portfolio.</summary>
    /// <param name="model">The model.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="answer">What <see cref="Estimate.Of"/> says of them.</param>
    public static AccountPicture Of(Model model, Portfolio portfolio, Answer answer) => new(model, portfolio, answer);

    /// <summary>A number; zero where there is none.</summary>
    public static decimal Number(AnswerValue? value) => value is AnswerNumber number ? number.Value : 0;
}
