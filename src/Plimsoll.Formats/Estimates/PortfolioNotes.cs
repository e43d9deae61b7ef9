using System.Globalization;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>What a reader of an estimate would not expect, and should be told.</summary>
public static class PortfolioNotes
{
    /// <summary>What a note begins with that is of input which is hardly meant.</summary>
    public const string Warning = "warning: ";

    /// <summary>Rates are carried to nine digits, and a leverage of three is no even share.</summary>
    private const decimal Tolerance = 1.000001m;

    /// <summary>The notes on an estimate.</summary>
    /// <param name="model">The model.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="answer">What <see cref="Estimate.Of"/> says of them.</param>
    /// <param name="before">The portfolio before a change, of which prices may be left; null for none.</param>
    public static IReadOnlyList<string> Of(Model model, Portfolio portfolio, Answer answer, Portfolio? before = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(answer);
        return
        [
            .. PortfolioWarnings.Of(model, portfolio).Select(warning => Warning + warning),
            .. Unused(model, portfolio),
            .. Unheld(model, portfolio, before),
            .. RatesUnused(model, portfolio),
            .. Elsewhere(model, portfolio, answer),
        ];
    }

    /// <summary>The notes on a portfolio that was written for another venue: what is to be said of its own file is said there.</summary>
    internal static IReadOnlyList<string> Elsewhere(Model model, Portfolio portfolio, Answer answer) =>
        [.. Repeated(portfolio), .. Capped(model, portfolio, answer), .. Unknown(model, portfolio)];

    /// <summary>What of the figures of a portfolio rests on something that the model's author could not establish.</summary>
    /// <param name="model">The model.</param>
    /// <param name="portfolio">The portfolio.</param>
    public static IReadOnlyList<string> Unknown(Model model, Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        var told = model.Caveats.Where(caveat => BearsOn(caveat, model, portfolio)).Select(caveat => caveat.Words).ToArray();
        return
        [
            .. StandingStill(model, portfolio),
            .. told.Length > 0 ? (string[])[$"unknown in {model.Title}: {string.Join("; ", told)}"] : [],
        ];
    }

    private static bool BearsOn(ModelCaveat caveat, Model model, Portfolio portfolio)
    {
        var held = Symbols(portfolio).Select(symbol => model.Margin?.Find(symbol)).OfType<ModelInstrument>().ToArray();
        return caveat.BearsOn switch
        {
            ModelCaveat.Futures => held.Any(listing => listing.Option is null),
            ModelCaveat.Options => held.Any(listing => listing.Option is not null),
            ModelCaveat.Orders => portfolio.Orders.Count > 0,
            ModelCaveat.Balances => portfolio.Balances.Any(balance => balance.Amount != 0 && balance.Asset != model.Margin?.Numeraire),
            _ => held.Length > 0,
        };
    }

    private static IEnumerable<string> Symbols(Portfolio portfolio) =>
        portfolio
            .Positions.Where(position => position.Quantity != 0)
            .Select(position => position.Instrument)
            .Concat(portfolio.Orders.Select(order => order.Instrument));

    /// <summary>What positions state and portfolio margin has no use for.</summary>
    private static IEnumerable<string> Unused(Model model, Portfolio portfolio)
    {
        if (model.Margin is not { Portfolio: not null } margin)
        {
            yield break;
        }

        var levered = Named(portfolio.Positions.Where(position => position.Leverage is not null));
        if (levered.Length > 0)
        {
            yield return $"the leverage of {levered} is not used: portfolio margin asks by the account's risk";
        }

        var paid = Named(
            portfolio.Positions.Where(position => position.Entry is not null && margin.Find(position.Instrument)?.Option is not null)
        );
        if (paid.Length > 0)
        {
            yield return $"the entry of {paid} is not used: its premium has been paid, and its whole value counts";
        }
    }

    /// <summary>Prices of instruments that nobody holds and that say nothing of what is held.</summary>
    private static IEnumerable<string> Unheld(Model model, Portfolio portfolio, Portfolio? before)
    {
        if (model.Margin is not { } margin || portfolio.Positions.Count + portfolio.Orders.Count == 0)
        {
            yield break;
        }

        var symbols = portfolio
            .Positions.Concat(before?.Positions ?? [])
            .Select(position => position.Instrument)
            .Concat(portfolio.Orders.Select(order => order.Instrument))
            .ToHashSet(StringComparer.Ordinal);
        var held = symbols.Select(margin.Find).OfType<ModelInstrument>().ToArray();
        var used = symbols
            .Concat(held.Select(listing => listing.Underlying))
            .Concat(held.Select(listing => listing.Settlement))
            .Concat(portfolio.Balances.Select(balance => balance.Asset))
            .Append(margin.Numeraire)
            .ToHashSet(StringComparer.Ordinal);
        // A forward may be taken from another instrument of the expiry.
        var idle = portfolio
            .Market.Where(entry => !used.Contains(entry.Key))
            .Where(entry =>
                margin.Find(entry.Key) is not { Expiry: { } expiry } listing
                || (entry.Value.Forward is null && listing.Option is not null)
                || !held.Any(each => each.Option is not null && each.Underlying == listing.Underlying && each.Expiry == expiry)
            )
            .Select(entry => entry.Key)
            .ToArray();
        if (idle.Length > 0)
        {
            yield return $"market has prices of {string.Join(", ", idle)}, of which nothing is held: they change nothing";
        }
    }

    private static string Named(IEnumerable<HeldPosition> positions) =>
        string.Join(", ", positions.Select(position => position.Instrument).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> StandingStill(Model model, Portfolio portfolio)
    {
        if (model.Margin is { Portfolio.IsVolatilityUnknown: true } margin)
        {
            if (Symbols(portfolio).Any(symbol => margin.Find(symbol)?.Option is not null))
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
