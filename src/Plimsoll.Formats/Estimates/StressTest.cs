using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Numerics;

namespace Plimsoll.Formats.Estimates;

/// <summary>What moves of price and volatility do to a portfolio, and which break it.</summary>
public static class StressTest
{
    private const int Steps = 4;
    private const int ShownDecimals = 8;

    /// <summary>Evaluates a grid of moves and looks for the smallest that breaks the account.</summary>
    /// <param name="model">A model of portfolio margin.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="price">Largest price move, above 0 and below 1; looked at on either side.</param>
    /// <param name="volatility">Largest volatility move upward, above 0; downward at most the whole of it.</param>
    /// <exception cref="DocumentException">The model has no portfolio margin, or the portfolio does not fit it.</exception>
    public static StressSurface Of(Model model, Portfolio portfolio, decimal price, decimal volatility)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        if (model.Margin is not { Portfolio: { } section } margin)
        {
            var faults = new FaultList(portfolio.FileName);
            faults.Add(
                portfolio.Fields.Node,
                "no_portfolio_margin",
                $"{model.Title} margins each position by itself.",
                "Choose a model of portfolio margin; plimsoll what-if --move shows a move under this one, with options at the prices stated."
            );
            throw faults.ToException();
        }

        var books = new ScenarioBooks(model, margin, section, portfolio);
        var account = books.Account();
        var equity = Estimate.Figures(model, portfolio).Equity;
        var before = ScenarioMargin.Evaluate(section.Scheme, account, section.Of).Value;
        StressCell Cell(MarketMove move)
        {
            var after = ScenarioMargin.Evaluate(section.Scheme, move.Of(account), section.Of);
            var profit = Shown(after.Value - before);
            var maintenance = Shown(section.Rule(portfolio.AccountClass).Of(move.Of(account)).At(MarginLevelKind.Maintenance));
            var isBroken = margin.IsLineBelow ? equity + profit <= maintenance : equity + profit < maintenance;
            return new(Shown(move.Price), Shown(move.Volatility), profit, equity + profit, maintenance, isBroken);
        }

        decimal[] prices = [.. Enumerable.Range(-Steps, (2 * Steps) + 1).Select(step => price * step / Steps)];
        decimal[] volatilities =
        [
            .. Enumerable
                .Range(-Steps, (2 * Steps) + 1)
                .Select(step => Math.Max(-1, volatility * step / Steps))
                .Distinct()
                .OrderDescending(),
        ];
        try
        {
            var smallest = ReverseStress.Smallest(new((double)price, (double)volatility), move => Cell(move).IsBroken);
            return new(
                prices,
                volatilities,
                [
                    .. volatilities.Select(row =>
                        (IReadOnlyList<StressCell>)[.. prices.Select(move => Cell(new((double)move, (double)row)))]
                    ),
                ],
                smallest is { } found ? Cell(found) : null,
                price,
                volatility,
                margin.Numeraire
            );
        }
        catch (OverflowException)
        {
            var faults = new FaultList(portfolio.FileName);
            faults.Add(portfolio.Fields.Node, "too_large", "the amounts or prices are too large to be carried.", "Check the units.");
            throw faults.ToException();
        }
    }

    private static decimal Shown(double number) => decimal.Round(RealDecimals.Of(number), ShownDecimals);
}
