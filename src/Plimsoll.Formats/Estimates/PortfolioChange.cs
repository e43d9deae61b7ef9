using System.Globalization;
using Plimsoll.Formats.Documents;
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
    /// <param name="symbol">The instrument; of several positions in it, the first.</param>
    /// <param name="quantity">Signed: above zero buys.</param>
    /// <param name="price">The price; null for the mark.</param>
    public static Portfolio Trade(Model model, Portfolio portfolio, string symbol, decimal quantity, decimal? price = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        if (portfolio.Positions.FirstOrDefault(position => position.Instrument == symbol) is { } held)
        {
            return Trade(model, portfolio, held, quantity, price);
        }

        var at = price ?? PriceOf(model, portfolio, symbol);
        var opened = new HeldPosition(symbol, quantity, at, null, IsIsolated: false, null, 0, portfolio.Fields);
        return PremiumPaid(model, portfolio with { Positions = [.. portfolio.Positions, opened] }, symbol, quantity, at);
    }

    /// <summary>After a trade in one of the positions, where several may be in one instrument.</summary>
    /// <param name="model">The model, for the instrument's terms.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="held">One of its positions.</param>
    /// <param name="quantity">Signed: above zero buys.</param>
    /// <param name="price">The price; null for the mark.</param>
    public static Portfolio Trade(Model model, Portfolio portfolio, HeldPosition held, decimal quantity, decimal? price = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(held);
        if (quantity == 0)
        {
            return portfolio;
        }

        var at = price ?? PriceOf(model, portfolio, held.Instrument);
        var after = held.Quantity + quantity;
        if (model.Margin?.Find(held.Instrument) is not { } listing || at is not { } traded)
        {
            return Replaced(portfolio, held, held with { Quantity = after });
        }

        if (listing.Option is not null)
        {
            var kept = held.Entry is { } paid ? EntryAfter(listing, held.Quantity, paid, quantity, traded) : (decimal?)null;
            return PremiumPaid(
                model,
                Replaced(portfolio, held, held with { Quantity = after, Entry = kept }),
                held.Instrument,
                quantity,
                at
            );
        }

        if (held.Quantity == 0 || Math.Sign(quantity) == Math.Sign(held.Quantity))
        {
            // Without an entry the position is carried at the mark, and so is what is added to it.
            var average =
                held.Entry is not { } cost ? (decimal?)null
                : held.Quantity == 0 ? traded
                : Average(listing, held.Quantity, cost, quantity, traded);
            var grown = held with { Quantity = after, Entry = average };
            var more = MarginOf(model, listing, grown, traded) - MarginOf(model, listing, held, traded);
            var enlarged = Replaced(portfolio, held, grown);
            return more == 0 ? enlarged : Deposit(enlarged, listing.Settlement, -more);
        }

        var closed = Math.Min(Math.Abs(quantity), Math.Abs(held.Quantity)) * Math.Sign(held.Quantity);
        var profit = held.Entry is { } entry ? Value(listing, closed, traded) - Value(listing, closed, entry) : 0;
        var isFlipped = Math.Sign(after) == -Math.Sign(held.Quantity);
        var rest = held with { Quantity = after, Entry = isFlipped && held.Entry is not null ? traded : held.Entry };
        if (!held.IsIsolated)
        {
            return held.Entry is null
                ? Replaced(portfolio, held, rest)
                : Deposit(Replaced(portfolio, held, rest), listing.Settlement, profit);
        }

        // The margin of an isolated position stays with it, with the profit, until nothing is left of it.
        var margin = MarginOf(model, listing, held, traded) + profit;
        return after == 0
            ? Deposit(Replaced(portfolio, held, rest), listing.Settlement, margin + held.Added)
            : Replaced(portfolio, held, rest with { Isolated = margin });
    }

    /// <summary>After an isolated position is given more margin, in its settlement asset.</summary>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="position">One of its positions, isolated.</param>
    /// <param name="amount">How much; below zero takes some away.</param>
    public static Portfolio AddMargin(Portfolio portfolio, HeldPosition position, decimal amount)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(position);
        return Replaced(portfolio, position, position with { Added = position.Added + amount });
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
    /// <remarks>
    /// An option that is moved by its own symbol moves in price, as any instrument does; where the model values options by their volatility, that is the one at
    /// which the new price is met. What is moved by its underlying is valued anew there, and stands still elsewhere.
    /// </remarks>
    /// <param name="model">The model, for what follows the underlying.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="name">The underlying, an asset, or an instrument's symbol.</param>
    /// <param name="share">The move as a share of the price, above −1.</param>
    /// <exception cref="DocumentException">It is an option, and no volatility gives it such a price.</exception>
    public static Portfolio Move(Model model, Portfolio portfolio, string name, decimal share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        if (portfolio.Market.ContainsKey(name) && model.Margin?.Find(name) is { Option: not null })
        {
            return MovedOption(model, portfolio, name, share);
        }

        var held = AtTheMark(model, portfolio);
        var market = portfolio.Market.ToDictionary(
            entry => entry.Key,
            entry => Follows(model, entry.Key, name) ? Moved(model, entry.Key, entry.Value, share) : entry.Value,
            StringComparer.Ordinal
        );
        return Revalued(model, portfolio, held with { Market = market });
    }

    /// <summary>After a move of volatilities, all other things equal: of all options on an underlying, or of one option.</summary>
    /// <param name="model">A model that values options.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="name">The underlying, or an option's symbol.</param>
    /// <param name="share">The move as a share of the volatility, at least −1: 0.1 brings 50 % to 55 %.</param>
    public static Portfolio MoveVolatility(Model model, Portfolio portfolio, string name, decimal share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        var market = portfolio.Market.ToDictionary(
            entry => entry.Key,
            entry =>
                entry.Key == name || model.Margin?.Find(entry.Key)?.Underlying == name
                    ? entry.Value with
                    {
                        Volatility = entry.Value.Volatility * (1 + share),
                    }
                    : entry.Value,
            StringComparer.Ordinal
        );
        return Revalued(model, portfolio, portfolio with { Market = market });
    }

    /// <summary>After some time in which nothing else happens.</summary>
    /// <param name="model">A model that values options.</param>
    /// <param name="portfolio">The portfolio, with the time at which it is looked at.</param>
    /// <param name="days">How many days, not negative.</param>
    public static Portfolio Wait(Model model, Portfolio portfolio, decimal days)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        return Revalued(model, portfolio, portfolio with { At = portfolio.At?.AddSeconds((double)(days * 86_400)) });
    }

    private static Portfolio Revalued(Model model, Portfolio before, Portfolio after) =>
        model.Margin is { Portfolio: not null } margin ? OptionValue.Revalued(margin, before, after) : after;

    private static Portfolio MovedOption(Model model, Portfolio portfolio, string symbol, decimal share)
    {
        var quote = portfolio.Market[symbol];
        if (model.Margin is not { Portfolio: not null } margin)
        {
            return WithQuote(portfolio, symbol, quote with { Mark = quote.Mark * (1 + share) });
        }

        // What is missing is told by the estimate itself.
        if (quote.Volatility is not { } volatility || OptionValue.Of(margin, portfolio, symbol) is not { } option)
        {
            return WithQuote(portfolio, symbol, quote with { Mark = quote.Mark * (1 + share) });
        }

        var worth = option.At(volatility);
        var (price, beyond) = (quote.Mark ?? worth, (quote.Mark ?? worth) - worth);
        var moved = price * (1 + share);
        if (share != 0 && option.Implied(moved - beyond) is null)
        {
            var faults = new FaultList(portfolio.FileName);
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"no volatility gives {symbol} a price of {moved:0.########}, which is {share:+0.##%;-0.##%} from {price:0.########}."
            );
            faults.Add(portfolio.Fields.Node, "out_of_range", message, "Move its underlying, or take a smaller move.");
            throw faults.ToException();
        }

        var implied = share == 0 ? volatility : option.Implied(moved - beyond)!.Value;
        return WithQuote(portfolio, symbol, quote with { Mark = quote.Mark is null ? null : moved, Volatility = implied });
    }

    private static Portfolio WithQuote(Portfolio portfolio, string symbol, Quote quote) =>
        portfolio with
        {
            Market = portfolio.Market.ToDictionary(
                entry => entry.Key,
                entry => entry.Key == symbol ? quote : entry.Value,
                StringComparer.Ordinal
            ),
        };

    /// <summary>With the mark as entry where none is stated: what is carried at the mark earns nothing so far, but does when the mark moves.</summary>
    internal static Portfolio AtTheMark(Model model, Portfolio portfolio) =>
        portfolio with
        {
            Positions =
            [
                .. portfolio.Positions.Select(position =>
                    position.Entry is null && model.Margin?.Find(position.Instrument) is { Option: null }
                        ? position with
                        {
                            Entry = portfolio.Market.GetValueOrDefault(position.Instrument)?.Mark,
                        }
                        : position
                ),
            ],
        };

    private static bool Follows(Model model, string entry, string name) =>
        entry == name
        || (
            model.Margin?.Find(entry) is { } listing
            && listing.Underlying == name
            && (listing.Option is null || model.Margin.Portfolio is not null)
        );

    /// <summary>An option is not worth more by the share that its underlying is: it is valued anew.</summary>
    private static Quote Moved(Model model, string symbol, Quote quote, decimal share) =>
        quote with
        {
            Mark = model.Margin?.Find(symbol) is { Option: not null } ? quote.Mark : quote.Mark * (1 + share),
            Index = quote.Index * (1 + share),
            Forward = quote.Forward * (1 + share),
        };

    private static Portfolio Replaced(Portfolio portfolio, HeldPosition held, HeldPosition after) =>
        portfolio with
        {
            Positions =
            [
                .. portfolio
                    .Positions.Select(position => ReferenceEquals(position, held) ? after : position)
                    .Where(position => position.Quantity != 0),
            ],
        };

    /// <summary>What an isolated position was given, or has to bring at its leverage; zero for others.</summary>
    private static decimal MarginOf(Model model, ModelInstrument listing, HeldPosition position, decimal price)
    {
        if (!position.IsIsolated || position.Isolated is not null)
        {
            return position.Isolated ?? 0;
        }

        var margin = Math.Abs(Value(listing, position.Quantity, position.Entry ?? price)) / position.Leverage!.Value;
        var decimals = model.Margin!.Assets[listing.Settlement].Decimals;
        return decimal.Round(margin, decimals, MidpointRounding.ToPositiveInfinity);
    }

    /// <summary>The mark; of an option without one, what its volatility makes it worth, where the model values by that.</summary>
    public static decimal? PriceOf(Model model, Portfolio portfolio, string symbol) =>
        portfolio.Market.GetValueOrDefault(symbol)?.Mark is { } mark ? mark
        : model.Margin is { Portfolio: { } section } margin && margin.Find(symbol) is { Option: not null }
            ? ScenarioBooks.MarkOf(model, margin, section, portfolio, symbol)
        : null;

    /// <summary>The whole value of an option counts, so that whoever buys it has paid its premium.</summary>
    private static Portfolio PremiumPaid(Model model, Portfolio portfolio, string symbol, decimal quantity, decimal? price) =>
        model.Margin?.Find(symbol) is { Option: not null } option && price is { } premium
            ? Deposit(portfolio, option.Settlement, -quantity * option.Multiplier * premium)
            : portfolio;

    private static decimal EntryAfter(ModelInstrument listing, decimal held, decimal entry, decimal added, decimal price) =>
        Math.Sign(held + added) == -Math.Sign(held) ? price
        : Math.Sign(added) == Math.Sign(held) ? Average(listing, held, entry, added, price)
        : entry;

    private static decimal Average(ModelInstrument listing, decimal held, decimal entry, decimal added, decimal price) =>
        listing.Payoff == Payoff.Inverse
            ? (held + added) / ((held / entry) + (added / price))
            : ((held * entry) + (added * price)) / (held + added);

    private static decimal Value(ModelInstrument listing, decimal quantity, decimal price) =>
        listing.Payoff == Payoff.Inverse ? -quantity * listing.Multiplier / price : quantity * listing.Multiplier * price;
}
