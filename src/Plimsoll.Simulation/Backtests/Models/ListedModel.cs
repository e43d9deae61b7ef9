using Plimsoll.Formats.Models;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Portfolio margin of a model file: the very rule that estimates and the engine ask, on the book of the day.</summary>
/// <remarks>
/// The book is held in futures on each coin, at the coin's price of that day, and in options as the book states them; nothing is held beside it. Rules that look at a history of moves see what had happened by
/// then, read anew every fifth day; what else a file states is of its own day. docs/spec/0018-value-at-risk.md (VARR-095).
/// </remarks>
internal sealed class ListedModel(Model model) : IBacktestModel
{
    /// <summary>What a book is worth, in the model's money: some charges grow faster than the book.</summary>
    public const double Notional = 100_000;

    private const long ReviewMs = 5 * 86_400_000L;
    private readonly MarginSection _margin = model.Margin!;
    private PortfolioRule? _rule;
    private long _reviewMs = long.MinValue;

    public double Margin(in BookView view)
    {
        var rule = RuleAt(view.StartMs);
        var books = new RiskBook[view.Coins];
        for (var factor = 0; factor < books.Length; factor++)
        {
            books[factor] = Book(view, factor);
        }

        if (Array.Find(books, book => !rule.Covers(book.Underlying)) is { } unknown)
        {
            throw new CannotMarginException($"its rule {rule.Name} knows no moves or no market of {unknown.Underlying}");
        }

        // Where the coin itself is what is counted in, there is one book, and its unit is the coin.
        var unit = books[0].IsInCoin ? books[0].Spot : 1;
        return Math.Max(0, rule.Of(new ScenarioAccount(books)).At(MarginLevelKind.Initial) * unit / Notional);
    }

    private PortfolioRule RuleAt(long nowMs)
    {
        if (_rule is not null && nowMs < _reviewMs)
        {
            return _rule;
        }

        var hasHistory = _margin.Portfolio!.Rules?.Rules.Any(rule => rule is ValueAtRiskRule) == true;
        var known = hasHistory ? ModelReader.AsOf(model, DateTimeOffset.FromUnixTimeMilliseconds(nowMs)) : model;
        _reviewMs = hasHistory ? nowMs + ReviewMs : long.MaxValue;
        return _rule = known.Margin!.Portfolio!.Rule();
    }

    private RiskBook Book(in BookView view, int factor)
    {
        var (coin, price) = (view.Coin(factor), view.Price(factor));
        var isInCoin = coin == _margin.Numeraire;
        var (linear, options) = (new List<LinearHolding>(), new List<BookOption>());
        var seconds = 0.0;
        foreach (var position in view.Positions)
        {
            if (position.PriceFactor != factor)
            {
                continue;
            }

            var quantity = position.Quantity * Notional / price;
            if (position.Option is not { } option)
            {
                var future = ListedContracts.Future(_margin, coin);
                linear.Add(new(future.Name, quantity, price) { Settlement = future.Settlement });
                continue;
            }

            var series = ListedContracts.Option(_margin, coin);
            var name = $"{coin} {option.Type}".ToLowerInvariant();
            options.Add(new(name, option.Type, option.Strike * price, quantity, option.Volatility) { Settlement = series.Settlement });
            seconds = option.Years * RiskBook.SecondsOfYear;
        }

        return new(coin, price)
        {
            IsInCoin = isInCoin,
            Linear = linear,
            Expiries = options.Count == 0 ? [] : [new(seconds, price, options)],
        };
    }
}
