using Plimsoll.Formats.Answers;
using Plimsoll.Margin.Scenarios;

namespace Plimsoll.Formats.Estimates;

/// <summary>What can be asked of a portfolio under a model, however it margins.</summary>
internal interface IEstimate
{
    /// <summary>Where the cross account stands.</summary>
    AccountFigures Figures();

    /// <summary>Where each isolated position stands, in the portfolio's order.</summary>
    IReadOnlyList<AccountFigures> IsolatedFigures();

    /// <summary>Every unit of margin: the cross account, then isolated positions in the portfolio's order.</summary>
    IReadOnlyList<UnitStanding> Units();

    /// <summary>The cross account under every scenario; null where it is not margined by scenarios alone.</summary>
    PortfolioMargin? UnderScenarios { get; }

    /// <summary>Digits behind the point of the amounts in the trees.</summary>
    int NumeraireDecimals { get; }

    /// <summary>Adds the account and its positions to an answer.</summary>
    void AddTo(Answer answer);

    /// <summary>The trees behind the figures, by unit of margin.</summary>
    IEnumerable<(string Name, ExplanationTrees Explanation)> Explanations();
}
