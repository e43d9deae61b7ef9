using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;

namespace Plimsoll.Formats.Comparisons;

/// <summary>Writes a portfolio in another venue's symbols: the same exposure to the same underlyings, on collateral of the same value.</summary>
/// <param name="home">The model in whose symbols it is written.</param>
/// <param name="target">The model of the other venue.</param>
internal sealed class PortfolioMapping(Model home, Model target)
{
    private readonly MarginSection _from = home.Margin!;
    private readonly MarginSection _to = target.Margin!;
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, Quote> _market = new(StringComparer.Ordinal);

    /// <summary>Why the venue cannot hold the portfolio.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What had to be put otherwise.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The portfolio there; null when the venue cannot hold it.</summary>
    public Portfolio? Map(Portfolio portfolio)
    {
        var positions = new List<HeldPosition>();
        foreach (var position in portfolio.Positions)
        {
            if (Counterpart(position.Instrument, portfolio) is not { } pair)
            {
                return null;
            }

            var quantity = Quantity(position.Quantity, pair.From, pair.To, pair.Mark);
            var leverage = position.IsIsolated ? LeverageOf(position, pair.From, pair.Mark) : position.Leverage;
            positions.Add(position with { Instrument = pair.To.Name, Quantity = quantity, Isolated = null, Leverage = leverage });
        }

        var orders = new List<OpenOrder>();
        foreach (var order in portfolio.Orders)
        {
            if (Counterpart(order.Instrument, portfolio) is not { } pair)
            {
                return null;
            }

            orders.Add(order with { Instrument = pair.To.Name, Quantity = Quantity(order.Quantity, pair.From, pair.To, pair.Mark) });
        }

        if (portfolio.Positions.Any(position => position.Isolated is not null))
        {
            _notes.Add("isolated positions on margin of the same share of their value");
        }

        return Balances(portfolio) is { } balances
            ? portfolio with
            {
                Positions = positions,
                Orders = orders,
                Balances = balances,
                Market = _market,
                ModelName = target.Name,
                AccountClass = ClassThere(portfolio.AccountClass),
            }
            : null;
    }

    /// <summary>A class that the other venue has too; its usual accounts otherwise.</summary>
    private string? ClassThere(string? asked) =>
        asked is not null && _to.Portfolio?.Rules?.Classes.ContainsKey(asked) == true ? asked : null;

    /// <summary>The leverage that an isolated position's margin comes to.</summary>
    private static decimal? LeverageOf(HeldPosition position, ModelInstrument listing, decimal mark)
    {
        if (position.Isolated is not { } margin || margin <= 0)
        {
            return position.Leverage;
        }

        var price = position.Entry ?? mark;
        var value = Math.Abs(position.Quantity) * listing.Multiplier * (listing.Payoff == Payoff.Inverse ? 1 / price : price);
        return Math.Clamp(decimal.Round(value / margin, 2), 1, 1000);
    }

    private (ModelInstrument From, ModelInstrument To, decimal Mark)? Counterpart(string symbol, Portfolio portfolio)
    {
        var from = _from.Find(symbol);
        if (
            from is null
            || !portfolio.Market.TryGetValue(symbol, out var quote)
            || (quote.Mark ?? PortfolioChange.PriceOf(home, portfolio, symbol)) is not { } mark
        )
        {
            Reason = $"{symbol} has no mark price";
            return null;
        }

        if (_to.Like(from) is not { } to)
        {
            var what =
                from.Option is not null ? "option"
                : from.Kind == InstrumentKind.DatedFuture ? "dated future"
                : "perpetual";
            Reason = $"the model lists no {what} on {from.Underlying}";
            return null;
        }

        if (to.Name != symbol)
        {
            _notes.Add(
                to.Payoff == from.Payoff
                    ? $"{symbol} as {to.Name}"
                    : $"{symbol} as {to.Name}, which is {(to.Payoff == Payoff.Inverse ? "inverse" : "linear")}"
            );
        }

        var index =
            quote.Index ?? (portfolio.Market.TryGetValue(from.Underlying, out var underlying) ? underlying.Index ?? underlying.Mark : null);
        // The premium of an option in the coin is the premium in money over the underlying.
        var isCoinPremium = from.Option is { IsInverse: true };
        var there =
            from.Option is null || isCoinPremium == to.Option!.IsInverse ? mark
            : isCoinPremium ? mark * (index ?? 0)
            : mark / (index ?? 1);
        _market[to.Name] = quote with { Mark = there, Index = index };
        // Some venues call a contract by its underlying's name: one entry then holds both prices.
        var level = index ?? (_to.Portfolio is not null && from.Option is null ? mark : null);
        if (level is { } known && !_market.ContainsKey(to.Underlying))
        {
            _market[to.Underlying] = new(null, known, null);
            if (index is null)
            {
                _notes.Add($"the index of {to.Underlying} taken at the mark");
            }
        }

        AddPriceOf(to.Settlement, from.Underlying, index ?? mark, portfolio);
        return (from, to, mark);
    }

    /// <summary>So many contracts that the exposure to the underlying is the same at the mark.</summary>
    private static decimal Quantity(decimal quantity, ModelInstrument from, ModelInstrument to, decimal mark)
    {
        var underlying = from.Payoff == Payoff.Inverse ? quantity * from.Multiplier / mark : quantity * from.Multiplier;
        var contracts = to.Payoff == Payoff.Inverse ? underlying * mark / to.Multiplier : underlying / to.Multiplier;
        return decimal.Round(contracts, 8);
    }

    private List<(string Asset, decimal Amount)>? Balances(Portfolio portfolio)
    {
        var balances = new List<(string, decimal)>();
        foreach (var (asset, amount) in portfolio.Balances)
        {
            if (_to.Assets.ContainsKey(asset))
            {
                balances.Add((asset, amount));
                AddPriceOf(asset, asset, 0, portfolio);
                continue;
            }

            // Collateral of the same value, in what the venue takes first.
            var dollars =
                Array.IndexOf(MarginSection.KindsOfDollars, asset) >= 0 ? amount
                : portfolio.Market.TryGetValue(asset, out var quote) ? amount * (quote.Index ?? quote.Mark)
                : null;
            if (dollars is not { } value)
            {
                Reason = $"it takes no {asset}, and there is no price to put it otherwise";
                return null;
            }

            var numeraire = _to.Numeraire;
            var isDollar = Array.IndexOf(MarginSection.KindsOfDollars, numeraire) >= 0;
            var price = isDollar ? 1 : PriceOf(numeraire, portfolio);
            if (price is not { } known)
            {
                Reason = $"it takes no {asset}, and there is no price of {numeraire} to put it otherwise";
                return null;
            }

            balances.Add((numeraire, decimal.Round(value / known, 8)));
            _notes.Add($"{asset} as {numeraire} of the same value");
        }

        return
        [
            .. balances.GroupBy(each => each.Item1, StringComparer.Ordinal).Select(group => (group.Key, group.Sum(each => each.Item2))),
        ];
    }

    private decimal? PriceOf(string asset, Portfolio portfolio)
    {
        if (portfolio.Market.TryGetValue(asset, out var quote))
        {
            return quote.Index ?? quote.Mark;
        }

        // An underlying without an index of its own: the mark of what follows it.
        var following = portfolio.Positions.FirstOrDefault(position => _from.Find(position.Instrument)?.Underlying == asset);
        return following is null ? null : portfolio.Market[following.Instrument].Index ?? portfolio.Market[following.Instrument].Mark;
    }

    /// <summary>The price of a settlement asset in the target's numeraire, where it is another.</summary>
    private void AddPriceOf(string asset, string underlying, decimal price, Portfolio portfolio)
    {
        if (asset == _to.Numeraire || _market.ContainsKey(asset))
        {
            return;
        }

        var known =
            Array.IndexOf(MarginSection.KindsOfDollars, asset) >= 0 && Array.IndexOf(MarginSection.KindsOfDollars, _to.Numeraire) >= 0 ? 1
            : portfolio.Market.TryGetValue(asset, out var quote) && (quote.Index ?? quote.Mark) is { } stated ? stated
            : asset == underlying && price > 0 ? price
            : (decimal?)null;
        if (known is { } index)
        {
            _market[asset] = new(null, index, null);
        }
    }
}
