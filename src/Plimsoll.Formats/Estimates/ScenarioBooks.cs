using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Estimates;

/// <summary>A portfolio as the books of an account under portfolio margin, by underlying.</summary>
internal sealed class ScenarioBooks
{
    private const int ValueDecimals = 12;

    private readonly Model _model;
    private readonly MarginSection _margin;
    private readonly PortfolioSection _section;
    private readonly Portfolio _portfolio;
    private readonly PortfolioFaults _prices;
    private readonly FaultList _faults;
    private readonly List<ScenarioHolding> _holdings = [];

    public ScenarioBooks(Model model, MarginSection margin, PortfolioSection section, Portfolio portfolio)
    {
        (_model, _margin, _section, _portfolio) = (model, margin, section, portfolio);
        _prices = new(model, portfolio);
        _faults = new(portfolio.FileName);
        _prices.ThrowIfAny(margin, isMarkNeeded: false);
        CoinPrice = _prices.IndexOf(margin.Numeraire) ?? 1;
        foreach (var position in portfolio.Positions.Where(position => position.Quantity != 0))
        {
            if (position.IsIsolated)
            {
                const string Message = "a position is either isolated or under portfolio margin.";
                _faults.Add(position.Fields["isolated"] ?? position.Fields.Node, "contradiction", Message, "Leave isolated out.");
            }

            if (Holding(position) is { } holding)
            {
                _holdings.Add(holding);
            }
        }

        _faults.ThrowIfAny();
    }

    /// <summary>The price of an instrument: its mark, or of an option without one, its value by its volatility.</summary>
    /// <exception cref="DocumentException">The portfolio does not have what it takes.</exception>
    public static decimal MarkOf(Model model, MarginSection margin, PortfolioSection section, Portfolio portfolio, string symbol)
    {
        var alone = new HeldPosition(symbol, 1, null, null, IsIsolated: false, null, 0, portfolio.Fields);
        return new ScenarioBooks(model, margin, section, portfolio with { Positions = [alone], Orders = [] }).Holdings[0].Mark;
    }

    /// <summary>The positions, in the order of the file.</summary>
    public IReadOnlyList<ScenarioHolding> Holdings => _holdings;

    /// <summary>Price of the numeraire, if it is a coin that may lose its peg.</summary>
    public decimal CoinPrice { get; }

    /// <summary>Value of a balance before and after its haircut, in the numeraire; what is owed counts in full.</summary>
    public (decimal Value, decimal Counted) Balance(string asset, decimal amount)
    {
        var price = InNumeraire(asset);
        if (amount <= 0)
        {
            return (amount * price, amount * price);
        }

        var listed = _margin.Assets[asset];
        var (counted, floor) = (0m, 0m);
        var capped = Math.Min(amount, listed.AccountCap ?? amount);
        foreach (var (upTo, haircut) in listed.Ladder)
        {
            var slice = Math.Max(0, Math.Min(capped, upTo ?? capped) - floor);
            counted += slice * (1 - haircut);
            floor = Math.Max(floor, upTo ?? capped);
        }

        return (amount * price, counted * price);
    }

    /// <summary>The account as it is, no order filled.</summary>
    public ScenarioAccount Account()
    {
        var coins = _portfolio
            .Balances.Concat(_holdings.Where(holding => holding.Profit != 0).Select(ProfitInCoin))
            .Where(balance => balance.Asset != _margin.Numeraire)
            .GroupBy(balance => balance.Asset, balance => balance.Amount, StringComparer.Ordinal)
            .Select(same => (Asset: same.Key, Amount: same.Sum()))
            .Where(balance => balance.Amount != 0)
            .Select(balance => (Coin: Coin(balance.Asset, balance.Amount), Hedged: _section.Hedges.GetValueOrDefault(balance.Asset)))
            .ToArray();
        var underlyings = _holdings
            .Select(holding => holding.Listing.Underlying)
            .Concat(coins.Select(coin => coin.Hedged).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        // Coins that hedge nothing lie in the first book, for the charges that look at them.
        var books = underlyings.Select(
            (underlying, place) =>
                Book(
                    underlying,
                    [.. _holdings.Where(holding => holding.Listing.Underlying == underlying)],
                    [.. coins.Where(coin => coin.Hedged == underlying || (coin.Hedged is null && place == 0)).Select(coin => coin.Coin)]
                )
        );
        ScenarioAccount account = new([.. books], 0, (double)CoinPrice);
        _faults.ThrowIfAny();
        return account;
    }

    /// <summary>The account with its open orders, those that may only reduce too: they may take a hedge away.</summary>
    public ScenarioAccount AccountWithOrders()
    {
        var ordered = Ordered().Select(each => each.Holding).ToArray();
        var account = Account();
        var books = account.Books.ToList();
        var orders = new List<Plimsoll.Margin.Scenarios.Books.OpenOrder>();
        foreach (var holding in ordered)
        {
            var book = Book(holding.Listing.Underlying, [holding], []);
            Add(book, holding.Underlyings > 0);
            // The premium of an inverse option moves coins, which may hedge, or be hedged.
            if (holding.Listing.Option?.IsInverse == true && _section.Hedges.GetValueOrDefault(holding.Listing.Settlement) is { } hedged)
            {
                var premium = -holding.Underlyings * holding.Mark;
                Add(Book(hedged, [], [Coin(holding.Listing.Settlement, premium)]), premium > 0);
            }
        }

        _faults.ThrowIfAny();
        return account with { Books = books, Orders = orders };

        void Add(RiskBook book, bool isBuy)
        {
            orders.Add(new(book, isBuy));
            if (!books.Exists(each => each.Underlying == book.Underlying))
            {
                books.Add(book with { Linear = [], Expiries = [], Collateral = [] });
            }
        }
    }

    /// <summary>Unrealised profit lies in the coin that it will be paid in, and hedges or owes as that coin does.</summary>
    private (string Asset, decimal Amount) ProfitInCoin(ScenarioHolding holding) =>
        (holding.Listing.Settlement, holding.Profit / InNumeraire(holding.Listing.Settlement));

    /// <summary>What the open orders would lose at once if they filled, in the numeraire.</summary>
    public decimal LossOfOrders() => OrderLosses.Of(_margin, Ordered(), InNumeraire);

    private (Portfolios.OpenOrder Order, ScenarioHolding Holding)[] Ordered() =>
        [
            .. _portfolio
                .Orders.Select(order => (order, Holding(new(order.Instrument, order.Quantity, null, null, false, null, 0, order.Fields))))
                .Where(each => each.Item2 is not null)
                .Select(each => (each.order, each.Item2!)),
        ];

    private decimal InNumeraire(string asset) => asset == _margin.Numeraire ? 1 : _prices.IndexOf(asset)!.Value / CoinPrice;

    private RiskBook Book(string underlying, ScenarioHolding[] held, CollateralHolding[] coins) =>
        new(underlying, (double)(_prices.IndexOf(underlying) ?? held.Select(IndexOf).First()!.Value))
        {
            SpotConfidence = Confidence(underlying),
            IsInCoin = IsInCoin(underlying),
            Linear =
            [
                .. held.Where(holding => holding.Listing.Option is null)
                    .Select(holding => new LinearHolding(holding.Listing.Name, (double)holding.Underlyings, (double)holding.Mark)
                    {
                        Seconds = holding.Listing.Kind == InstrumentKind.DatedFuture ? Seconds(holding) : null,
                        Confidence = Confidence(holding.Listing.Name),
                        Settlement = holding.Listing.Settlement,
                        SettlementPrice = PriceOf(holding.Listing.Settlement),
                        CoinPrice = CoinPriceOf(holding.Listing),
                    }),
            ],
            Expiries =
            [
                .. held.Where(holding => holding.Listing.Option is not null)
                    .GroupBy(holding => holding.Listing.Expiry)
                    .OrderBy(expiry => expiry.Key)
                    .Select(expiry => Expiry([.. expiry])),
            ],
            Collateral = coins,
        };

    private OptionExpiryBook Expiry(ScenarioHolding[] held) =>
        new(
            Seconds(held[0]) ?? 0,
            (double)ForwardOf(held[0]),
            [
                .. held.Select(holding => new BookOption(
                    holding.Listing.Name,
                    holding.Listing.Option!.Right,
                    (double)holding.Listing.Option.Strike,
                    (double)holding.Underlyings,
                    (double)(_portfolio.Market.GetValueOrDefault(holding.Listing.Name)?.Volatility ?? 0)
                )
                {
                    Settlement = holding.Listing.Settlement,
                    SettlementPrice = PriceOf(holding.Listing.Settlement),
                    CoinPrice = CoinPriceOf(holding.Listing),
                }),
            ]
        )
        {
            Rate = (double)(
                held.Select(holding => _portfolio.Market.GetValueOrDefault(holding.Listing.Name)?.Rate)
                    .FirstOrDefault(rate => rate is not null)
                ?? 0
            ),
            Confidence = held.Min(holding => Confidence(holding.Listing.Name)),
        };

    private CollateralHolding Coin(string asset, decimal amount) =>
        new(asset, (double)amount, (double)_prices.IndexOf(asset)!.Value)
        {
            Confidence = Confidence(asset),
            IsHedge = _section.Hedges.ContainsKey(asset),
            InitialHaircut = (double)_section.InitialHaircuts.GetValueOrDefault(asset),
        };

    /// <summary>What a settlement coin is worth; money, and what has no index, is worth one.</summary>
    private double PriceOf(string coin) => _prices.IndexOf(coin) is { } price and > 0 ? (double)price : 1;

    /// <summary>What the coin is worth in which an inverse contract pays; null where profit is in what the book counts in.</summary>
    private double? CoinPriceOf(ModelInstrument listing) =>
        IsInverse(listing) && !IsInCoin(listing.Underlying) ? (double)InNumeraire(listing.Settlement) : null;

    private static bool IsInverse(ModelInstrument listing) => listing.Payoff == Payoff.Inverse || listing.Option?.IsInverse == true;

    private double Confidence(string name) => (double)(_portfolio.Market.GetValueOrDefault(name)?.Confidence ?? 1);

    private bool IsInCoin(string underlying) => string.Equals(underlying, _margin.Numeraire, StringComparison.Ordinal);

    private ScenarioHolding? Holding(HeldPosition position)
    {
        var listing = _margin.Find(position.Instrument)!;
        var place = position.Fields["instrument"] ?? position.Fields.Node;
        var quote = _portfolio.Market.GetValueOrDefault(position.Instrument);
        if ((quote?.Index ?? _prices.IndexOf(listing.Underlying)) is not { } index)
        {
            Missing(place, $"there is no index price of {listing.Underlying} under market.", $"Add market.{listing.Underlying}.index.");
            return null;
        }

        var isInverse = IsInverse(listing);
        if (IsInCoin(listing.Underlying) != isInverse && (IsInCoin(listing.Underlying) || listing.Settlement == _margin.Numeraire))
        {
            const string Message = "under this model's numeraire only contracts that settle in it can be margined together.";
            _faults.Add(place, "not_carried", Message);
            return null;
        }

        return listing.Option is null ? Linear(position, listing, quote, index, place) : Option(position, listing, quote, index, place);
    }

    private ScenarioHolding? Linear(HeldPosition position, ModelInstrument listing, Quote? quote, decimal index, DocumentNode place)
    {
        if (quote?.Mark is not { } mark)
        {
            Missing(place, $"there is no mark price of {listing.Name} under market.", $"Add market.{listing.Name}.mark.");
            return null;
        }

        var contracts = position.Quantity * listing.Multiplier;
        var inNumeraire = InNumeraire(listing.Settlement);
        var entry = position.Entry is { } paid and not 0 ? paid : mark;
        return listing.Payoff == Payoff.Inverse
            ? new(
                position,
                listing,
                contracts / mark,
                mark,
                Math.Abs(contracts) / mark * inNumeraire,
                0,
                ((contracts / entry) - (contracts / mark)) * inNumeraire
            )
            : new(
                position,
                listing,
                contracts * inNumeraire, // an underlying is worth what the coin that pays for it is worth
                mark,
                Math.Abs(contracts) * mark * inNumeraire,
                0,
                contracts * (mark - (position.Entry ?? mark)) * inNumeraire
            );
    }

    private ScenarioHolding? Option(HeldPosition position, ModelInstrument listing, Quote? quote, decimal index, DocumentNode place)
    {
        if (quote?.Volatility is not { } volatility)
        {
            Missing(
                place,
                $"there is no volatility of {listing.Name} under market, to value it anew.",
                $"Add market.{listing.Name}.volatility."
            );
            return null;
        }

        if (listing.Expiry is not { } || _portfolio.At is null)
        {
            const string Message = "the time to its expiry is not known.";
            _faults.Add(
                place,
                "missing_field",
                Message,
                "Give the portfolio the time it is looked at, such as at: 2026-11-01, and the option an expiry."
            );
            return null;
        }

        // As of a future: profit in a coin off its peg is worth so much less.
        var underlyings = position.Quantity * listing.Multiplier * (listing.Option!.IsInverse ? 1 : InNumeraire(listing.Settlement));
        var holding = new ScenarioHolding(
            position,
            listing,
            underlyings,
            0,
            Math.Abs(underlyings) * (IsInCoin(listing.Underlying) ? 1 : index),
            0,
            0
        );
        if (Seconds(holding) is not { } seconds)
        {
            return null;
        }

        var forward = (double)ForwardOf(holding);
        var strike = (double)listing.Option!.Strike;
        var value = Black76.Price(
            listing.Option.Right,
            forward,
            strike,
            (double)volatility,
            seconds / RiskBook.SecondsOfYear,
            Discount(quote, seconds, listing)
        );
        // A coin book counts in the coin; elsewhere an inverse option's premium is in the coin, and its value in the numeraire.
        var isPriceInCoin = listing.Option.IsInverse;
        var model = decimal.Round(RealDecimals.Of(isPriceInCoin ? value / forward : value), ValueDecimals);
        var mark = quote.Mark ?? model;
        var unit = isPriceInCoin && !IsInCoin(listing.Underlying) ? InNumeraire(listing.Settlement) : 1;
        return holding with { Mark = mark, OptionValue = underlyings * mark * unit };
    }

    private double Discount(Quote quote, double seconds, ModelInstrument listing) =>
        _section.Of(listing.Underlying).IsInterestDiscounted
            ? DeterministicMath.Exp(-(Math.Max(0, (double)(quote.Rate ?? 0)) * seconds / RiskBook.SecondsOfYear))
            : 1;

    /// <summary>Its own forward, that of another option of the expiry, the mark of the future that ends with it, or the index.</summary>
    private decimal ForwardOf(ScenarioHolding holding)
    {
        var listing = holding.Listing;
        var quotes = _portfolio.Market;
        if (quotes.GetValueOrDefault(listing.Name)?.Forward is { } own)
        {
            return own;
        }

        var same = quotes
            .Select(quote => (quote.Value, Listing: _margin.Find(quote.Key)))
            .Where(each => each.Listing?.Underlying == listing.Underlying && each.Listing.Expiry == listing.Expiry)
            .ToArray();
        return same.Select(each => each.Value.Forward).FirstOrDefault(forward => forward is not null)
            ?? same.Where(each => each.Listing!.Option is null).Select(each => each.Value.Mark).FirstOrDefault(mark => mark is not null)
            ?? IndexOf(holding)!.Value;
    }

    private decimal? IndexOf(ScenarioHolding holding) =>
        _portfolio.Market.GetValueOrDefault(holding.Listing.Name)?.Index ?? _prices.IndexOf(holding.Listing.Underlying);

    /// <summary>Seconds to expiry; null with a fault where it has passed.</summary>
    private double? Seconds(ScenarioHolding holding)
    {
        if (holding.Listing.Expiry is not { } expiry || _portfolio.At is not { } at)
        {
            return null;
        }

        var end = expiry.TimeOfDay == TimeSpan.Zero ? expiry.AddHours(_section.ExpiryHour) : expiry;
        var seconds = (end - at).TotalSeconds;
        if (seconds < 0)
        {
            var fields = holding.Position.Fields;
            _faults.Add(fields["instrument"] ?? fields.Node, "expired", $"{holding.Listing.Name} has expired by {at:yyyy-MM-dd}.");
            return null;
        }

        return seconds;
    }

    private void Missing(DocumentNode place, string message, string advice) => _faults.Add(place, "missing_price", message, advice);
}
