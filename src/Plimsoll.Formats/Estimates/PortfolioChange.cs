using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;

namespace Plimsoll.Formats.Estimates;

/// <summary>A portfolio as it would be after a trade, a deposit or a move of prices. Never changes the one it is given.</summary>
public static class PortfolioChange
{
    /// <summary>After a trade at a price, without fees: increases average the entry, reductions realise their profit in the settlement asset.</summary>
    /// <param name="model">The model, for the instrument's terms.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="symbol">The instrument.</param>
    /// <param name="quantity">Signed: above zero buys.</param>
    /// <param name="price">The price; null for the mark.</param>
    public static Portfolio Trade(Model model, Portfolio portfolio, string symbol, decimal quantity, decimal? price = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        var at = price ?? (portfolio.Market.TryGetValue(symbol, out var quote) ? quote.Mark : null);
        var held = portfolio.Positions.FirstOrDefault(position => position.Instrument == symbol);
        if (model.Margin is { Portfolio: { } section } margin && margin.Find(symbol) is { Option: not null } option && held?.Entry is null)
        {
            // Its whole value counts in equity, so that its premium has to be paid.
            var premium = at ?? ScenarioBooks.MarkOf(model, margin, section, portfolio, symbol);
            var paid = Deposit(portfolio, option.Settlement, -quantity * option.Multiplier * premium);
            var added = new HeldPosition(symbol, quantity, null, null, IsIsolated: false, null, 0, portfolio.Fields);
            return held is null
                ? paid with
                {
                    Positions = [.. portfolio.Positions, added],
                }
                : Replaced(paid, held, held.Quantity + quantity, null);
        }

        if (held is null)
        {
            var opened = new HeldPosition(symbol, quantity, at, null, IsIsolated: false, null, 0, portfolio.Fields);
            return portfolio with { Positions = [.. portfolio.Positions, opened] };
        }

        if (quantity == 0)
        {
            return portfolio;
        }

        var after = held.Quantity + quantity;
        var listing = model.Margin?.Find(symbol);
        // Without an entry the position is carried at the mark, and so is what is added to it.
        if (held.Entry is not { } entry || at is not { } traded || listing is null)
        {
            return Replaced(portfolio, held, after, held.Entry);
        }

        if (held.Quantity == 0)
        {
            return Replaced(portfolio, held, after, traded);
        }

        if (Math.Sign(quantity) == Math.Sign(held.Quantity))
        {
            return Replaced(portfolio, held, after, Average(listing, held.Quantity, entry, quantity, traded));
        }

        var closed = Math.Min(Math.Abs(quantity), Math.Abs(held.Quantity)) * Math.Sign(held.Quantity);
        var profit = Value(listing, closed, traded) - Value(listing, closed, entry);
        var isFlipped = Math.Sign(after) == -Math.Sign(held.Quantity);
        return Deposit(Replaced(portfolio, held, after, isFlipped ? traded : entry), held, listing.Settlement, profit);
    }

    /// <summary>After a deposit; below zero withdraws.</summary>
    public static Portfolio Deposit(Portfolio portfolio, string asset, decimal amount)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        var balances = portfolio.Balances.ToList();
        var place = balances.FindIndex(balance => balance.Asset == asset);
        if (place < 0)
        {
            balances.Add((asset, amount));
        }
        else
        {
            balances[place] = (asset, balances[place].Amount + amount);
        }

        return portfolio with
        {
            Balances = balances,
        };
    }

    /// <summary>After a move of all prices of an underlying, or of one instrument alone.</summary>
    /// <param name="model">The model, for what follows the underlying.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="name">The underlying, an asset, or an instrument's symbol.</param>
    /// <param name="share">The move as a share of the price, above −1.</param>
    public static Portfolio Move(Model model, Portfolio portfolio, string name, decimal share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        var market = portfolio.Market.ToDictionary(
            entry => entry.Key,
            entry => Follows(model, entry.Key, name) ? Moved(entry.Value, share, model.Margin?.Portfolio is not null) : entry.Value,
            StringComparer.Ordinal
        );
        return portfolio with { Market = market };
    }

    private static bool Follows(Model model, string entry, string name) =>
        entry == name
        || (
            model.Margin?.Find(entry) is { } listing
            && listing.Underlying == name
            && (listing.Option is null || model.Margin.Portfolio is not null)
        );

    /// <summary>An option that states a volatility is valued anew by it, so that its old price goes.</summary>
    private static Quote Moved(Quote quote, decimal share, bool isRevalued) =>
        quote with
        {
            Mark = quote.Volatility is null || !isRevalued ? quote.Mark * (1 + share) : null,
            Index = quote.Index * (1 + share),
            Forward = quote.Forward * (1 + share),
        };

    private static Portfolio Replaced(Portfolio portfolio, HeldPosition held, decimal quantity, decimal? entry) =>
        portfolio with
        {
            Positions =
            [
                .. portfolio
                    .Positions.Select(position =>
                        ReferenceEquals(position, held) ? held with { Quantity = quantity, Entry = entry } : position
                    )
                    .Where(position => position.Quantity != 0),
            ],
        };

    /// <summary>Profit of an isolated position stays with it.</summary>
    private static Portfolio Deposit(Portfolio portfolio, HeldPosition held, string asset, decimal profit)
    {
        var place = portfolio.Positions.ToList().FindIndex(position => position.Instrument == held.Instrument && position.IsIsolated);
        if (!held.IsIsolated || place < 0 || held.Isolated is null)
        {
            return Deposit(portfolio, asset, profit);
        }

        var positions = portfolio.Positions.ToArray();
        positions[place] = positions[place] with { Isolated = held.Isolated + profit };
        return portfolio with { Positions = positions };
    }

    private static decimal Average(ModelInstrument listing, decimal held, decimal entry, decimal added, decimal price) =>
        listing.Payoff == Payoff.Inverse
            ? (held + added) / ((held / entry) + (added / price))
            : ((held * entry) + (added * price)) / (held + added);

    private static decimal Value(ModelInstrument listing, decimal quantity, decimal price) =>
        listing.Payoff == Payoff.Inverse ? -quantity * listing.Multiplier / price : quantity * listing.Multiplier * price;
}
