using System.Globalization;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>What a reader of an estimate would not expect, and should be told.</summary>
public static class PortfolioNotes
{
    /// <summary>Rates are carried to nine digits, and a leverage of three is no even share.</summary>
    private const decimal Tolerance = 1.000001m;

    /// <summary>The notes on an estimate.</summary>
    /// <param name="model">The model.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="answer">What <see cref="Estimate.Of"/> says of them.</param>
    public static IReadOnlyList<string> Of(Model model, Portfolio portfolio, Answer answer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(answer);
        return
        [
            .. Repeated(portfolio),
            .. Capped(model, portfolio, answer),
            .. StandingStill(model, portfolio),
            .. RatesUnused(model, portfolio),
        ];
    }

    private static IEnumerable<string> StandingStill(Model model, Portfolio portfolio)
    {
        if (model.Margin is { Portfolio.IsVolatilityUnknown: true } margin)
        {
            var symbols = portfolio
                .Positions.Select(position => position.Instrument)
                .Concat(portfolio.Orders.Select(order => order.Instrument));
            if (symbols.Any(symbol => margin.Find(symbol)?.Option is not null))
            {
                yield return $"by how much volatility moves under {model.Title} could not be established: it stands still in the scenarios, so options are asked too little, and one hedged at its delta may be asked nothing";
            }
        }
    }

    private static IEnumerable<string> RatesUnused(Model model, Portfolio portfolio)
    {
        if (model.Margin is not { Portfolio: { } section } margin)
        {
            yield break;
        }

        var unused = portfolio
            .Market.Where(quote =>
                quote.Value.Rate is not null
                && margin.Find(quote.Key) is { Option: not null } listing
                && section.Of(listing.Underlying) is { IsInterestDiscounted: false, Discount: null }
            )
            .Select(quote => quote.Key)
            .ToArray();
        if (unused.Length > 0)
        {
            yield return $"the rate of {string.Join(", ", unused)} is not used: {model.Title} values options on their forward without discounting";
        }
    }

    private static IEnumerable<string> Repeated(Portfolio portfolio) =>
        from position in portfolio.Positions
        where !position.IsIsolated
        group position by position.Instrument into same
        where same.Skip(1).Any()
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{same.Key} stands in the portfolio {same.Count()} times and is margined as so many positions beside each other, as in a venue's hedge mode; "
        ) + "write one position with the sum if the venue nets them, as Plimsoll's own engine does";

    private static IEnumerable<string> Capped(Model model, Portfolio portfolio, Answer answer)
    {
        // The answer has isolated positions after the others.
        var positions = (answer["positions"] as Answer)?.Parts.Select(part => (Answer)part.Value) ?? [];
        return from pair in portfolio.Positions.OrderBy(position => position.IsIsolated).Zip(positions)
            let leverage = pair.First.Leverage
            let rate = pair.Second.Find("initial_terms.rate") is AnswerNumber number ? number.Value : 0
            where leverage is not null && rate * leverage > Tolerance
            group pair.First.Instrument by (Asked: leverage.Value, Used: 1 / rate) into same
            select string.Create(
                CultureInfo.InvariantCulture,
                $"a leverage of {same.Key.Asked:0.##}x on {string.Join(", ", same)} is more than {model.Title} allows for this size; {same.Key.Used:0.##}x is used"
            );
    }
}
