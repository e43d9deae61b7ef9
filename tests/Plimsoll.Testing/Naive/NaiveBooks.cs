using System.Numerics;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>An account as a rule of portfolio margin looks at it: docs/spec/0022, "Books".</summary>
internal static class NaiveBooks
{
    private const double Second = 1e9;

    public static ScenarioAccount Of(NaiveState state, PortfolioScheme scheme, NaivePortfolio portfolio, bool hasOrders)
    {
        var positions = portfolio
            .Positions.Where(each =>
                !each.Value.Quantity.IsZero && IsCounted(state.Instruments[each.Key]) && Covers(state, scheme, state.Instruments[each.Key])
            )
            .Select(each => Position(state, state.Instruments[each.Key], each.Value.Quantity))
            .ToList();
        var orders = hasOrders ? Orders(state, scheme, portfolio) : [];
        var nets = portfolio.HasCoins ? CoinsOf(state, scheme, portfolio) : [.. state.Assets.Select(_ => BigInteger.Zero)];
        var coins = scheme
            .Collateral.Where(coin => NaiveValues.HasPrice(state, coin.Asset.Value) && !nets[coin.Asset.Value].IsZero)
            .Select(coin => coin with { Hedges = HedgedBy(state, scheme, coin) })
            .Select(coin => (coin.Hedges, Held: Coin(state, coin, nets[coin.Asset.Value])))
            .ToList();
        var hedges = coins.Where(coin => coin.Hedges is not null).Select(coin => Hedge(state, coin.Hedges!.Value.Value, coin.Held));
        List<RiskBook> books =
        [
            .. positions
                .Concat(hedges)
                .Concat(orders.Select(order => (order.Key, Book: Empty(order.Order.Book))))
                .GroupBy(part => part.Key)
                .OrderBy(book => book.Key.Index)
                .ThenBy(book => book.Key.IsInCoin)
                .Select(book => Named(state, scheme, book.Key.Index, Together([.. book.Select(part => part.Book)]))),
        ];
        var still = coins.Where(coin => coin.Hedges is null).Select(coin => coin.Held).ToList();
        if (books.Count > 0)
            books[0] = books[0] with { Collateral = [.. books[0].Collateral, .. still] };

        return new(books, CoinPrice: Peg(state, scheme))
        {
            Orders = [.. orders.Select(order => order.Order with { Book = Named(state, scheme, order.Key.Index, order.Order.Book) })],
        };
    }

    /// <summary>Balance and unrealised profit, without what the inverse options are worth that lie in books.</summary>
    private static BigInteger[] CoinsOf(NaiveState state, PortfolioScheme scheme, NaivePortfolio portfolio)
    {
        BigInteger[] coins = [.. portfolio.Nets ?? NaiveMargin.Nets(state, portfolio)];
        foreach (var (id, position) in portfolio.Positions)
        {
            var instrument = state.Instruments[id];
            if (IsInverseOption(instrument) && Covers(state, scheme, instrument))
                coins[instrument.Settlement] -= NaiveValues.MarkValue(state, instrument, position.Quantity);
        }

        return coins;
    }

    private static bool IsInverseOption(NaiveInstrument instrument) =>
        instrument.IsOption && instrument.Parameters.Payoff == Payoff.Inverse;

    /// <summary>A book goes by what the scheme calls its index, else by its symbol.</summary>
    private static RiskBook Named(NaiveState state, PortfolioScheme scheme, int index, RiskBook book) =>
        book with
        {
            Underlying =
                scheme.Underlyings.FirstOrDefault(entry => entry.Index.Value == index)?.Name ?? state.Indices[index].Parameters.Symbol,
        };

    /// <summary>Whether the rule knows what an instrument is on.</summary>
    public static bool Covers(NaiveState state, PortfolioScheme scheme, NaiveInstrument instrument) =>
        Covers(state, scheme, instrument.Parameters.Underlying.Value);

    private static bool Covers(NaiveState state, PortfolioScheme scheme, int index) =>
        NaiveSchemes.Covers(
            scheme.Rule,
            scheme.Underlyings.FirstOrDefault(entry => entry.Index.Value == index)?.Name ?? state.Indices[index].Parameters.Symbol
        );

    private static IndexId? HedgedBy(NaiveState state, PortfolioScheme scheme, SchemeCollateral coin) =>
        coin.Hedges is { } index && Covers(state, scheme, index.Value) ? index : null;

    private static double Peg(NaiveState state, PortfolioScheme scheme) =>
        scheme.Peg is { } peg && state.Indices[peg.Value].Price.Sign > 0 ? IndexPrice(state.Indices[peg.Value]) : 1;

    private static double IndexPrice(NaiveIndex index) => NaiveReal.Whole(index.Price, index.Parameters.Decimals);

    private static bool IsCounted(NaiveInstrument instrument) => instrument.IsOption || instrument.Mark.Sign > 0;

    private static List<((int Index, bool IsInCoin) Key, OpenOrder Order)> Orders(
        NaiveState state,
        PortfolioScheme scheme,
        NaivePortfolio portfolio
    )
    {
        var orders = new List<((int Index, bool IsInCoin) Key, OpenOrder Order)>();
        foreach (var order in portfolio.Orders.Where(order => !order.IsLiquidation).OrderBy(order => order.Id))
        {
            var instrument = state.Instruments[order.Instrument];
            if (!instrument.IsSpot && !Covers(state, scheme, instrument))
                continue;

            if (!instrument.IsSpot)
            {
                var (key, book) = Position(state, instrument, order.Remaining);
                orders.Add((key, new(book, order.Remaining.Sign > 0)));
                if (IsInverseOption(instrument))
                    AddCoin((byte)instrument.Settlement, -NaiveValues.MarkValue(state, instrument, order.Remaining));

                continue;
            }

            // What comes and what goes: a buy pays what it locks, a sale brings what its limit says.
            var value = NaiveValues.Value(state, instrument, order.Remaining, order.Limit).Ceiling();
            var paid = order.Remaining.Sign > 0 ? NaiveMargin.Locked(state, order, instrument.Settlement) : value;
            AddCoin(instrument.Parameters.BaseAsset.Value, NaiveValues.BaseUnits(state, instrument, order.Remaining));
            AddCoin((byte)instrument.Settlement, -paid);
        }

        return orders;

        void AddCoin(byte asset, BigInteger units)
        {
            if (
                units.IsZero
                || !NaiveValues.HasPrice(state, asset)
                || scheme.Collateral.FirstOrDefault(each => each.Asset.Value == asset) is not { } coin
                || HedgedBy(state, scheme, coin) is not { } index
            )
                return;

            var (key, book) = Hedge(state, index.Value, Coin(state, coin, units));
            orders.Add((key, new(book, units.Sign > 0)));
        }
    }

    private static CollateralHolding Coin(NaiveState state, SchemeCollateral coin, BigInteger units)
    {
        var asset = state.Assets[coin.Asset.Value];
        return new(asset.Symbol, NaiveReal.Whole(units, asset.Decimals), IndexPrice(state.Indices[asset.Index!.Value.Value]))
        {
            IsHedge = coin.Hedges is not null,
            InitialHaircut = coin.InitialHaircut,
            Confidence = Confidence(state.Indices[asset.Index!.Value.Value]),
        };
    }

    private static ((int Index, bool IsInCoin) Key, RiskBook Book) Hedge(NaiveState state, int index, CollateralHolding coin) =>
        (
            (index, false),
            new(state.Indices[index].Parameters.Symbol, IndexPrice(state.Indices[index]))
            {
                SpotConfidence = Confidence(state.Indices[index]),
                Collateral = [coin],
            }
        );

    private static double Confidence(NaiveIndex index) => (double)NaiveSources.Live(index).Count / index.Sources.Count;

    private static ((int Index, bool IsInCoin) Key, RiskBook Book) Position(
        NaiveState state,
        NaiveInstrument instrument,
        BigInteger quantity
    )
    {
        var parameters = instrument.Parameters;
        var index = state.Indices[parameters.Underlying.Value];
        var mark = NaiveReal.Whole(instrument.Mark, parameters.PriceDecimals);
        var fallback = instrument.IsOption ? Strike(state, instrument) : mark;
        var isInCoin = parameters.Payoff == Payoff.Inverse && instrument.Settlement == state.Venue.Numeraire.Value;
        var book = new RiskBook(index.Parameters.Symbol, index.Price.Sign > 0 ? IndexPrice(index) : fallback)
        {
            SpotConfidence = Confidence(index),
            IsInCoin = isInCoin,
        };
        var contracts = NaiveReal.Whole(quantity * parameters.Multiplier, parameters.QuantityDecimals + parameters.MultiplierDecimals);
        var inNumeraire = parameters.Payoff == Payoff.Inverse ? contracts : contracts * SettlementPrice(state, instrument);
        book = instrument.IsOption
            ? book with
            {
                Expiries = [Expiry(state, instrument, inNumeraire, book.Spot)],
            }
            : book with
            {
                Linear =
                [
                    new(parameters.Symbol, instrument.IsInverse ? contracts / mark : inNumeraire, mark)
                    {
                        Seconds = instrument.Expires ? Seconds(state, instrument) : null,
                        Settlement = state.Assets[instrument.Settlement].Symbol,
                        SettlementPrice = SettlementPrice(state, instrument),
                        CoinPrice = CoinPrice(state, instrument),
                        Confidence = Confidence(index),
                    },
                ],
            };
        return ((index.Parameters.Id.Value, isInCoin), book);
    }

    private static OptionExpiryBook Expiry(NaiveState state, NaiveInstrument instrument, double quantity, double spot)
    {
        var option = instrument.Parameters.Option!;
        var index = state.Indices[instrument.Parameters.Underlying.Value];
        var isMarked = index.Surface is not null && index.Price.Sign > 0;
        var (forward, volatility) =
            NaiveOptionMark.Look(state, instrument, Math.Max(Time(state), index.Surface?.At ?? 0)) ?? (spot, isMarked ? 0 : 1);
        return new(
            Seconds(state, instrument),
            forward,
            [
                new(instrument.Parameters.Symbol, option.Right, Strike(state, instrument), quantity, volatility)
                {
                    Settlement = state.Assets[instrument.Settlement].Symbol,
                    SettlementPrice = SettlementPrice(state, instrument),
                    CoinPrice = CoinPrice(state, instrument),
                },
            ]
        )
        {
            Confidence = Confidence(index),
        };
    }

    private static double Strike(NaiveState state, NaiveInstrument instrument) =>
        NaiveReal.Whole(
            instrument.Parameters.Option!.Strike.Units,
            state.Indices[instrument.Parameters.Underlying.Value].Parameters.Decimals
        );

    /// <summary>One for the numeraire, and where there is no price.</summary>
    private static double SettlementPrice(NaiveState state, NaiveInstrument instrument) =>
        instrument.Settlement != state.Venue.Numeraire.Value && NaiveValues.HasPrice(state, instrument.Settlement)
            ? IndexPrice(state.Indices[state.Assets[instrument.Settlement].Index!.Value.Value])
            : 1;

    /// <summary>What an inverse contract pays in, unless that is the numeraire or has no price.</summary>
    private static double? CoinPrice(NaiveState state, NaiveInstrument instrument) =>
        instrument.Parameters.Payoff == Payoff.Inverse
        && instrument.Settlement != state.Venue.Numeraire.Value
        && NaiveValues.HasPrice(state, instrument.Settlement)
            ? SettlementPrice(state, instrument)
            : null;

    private static long Time(NaiveState state) => state.LastTick ?? state.Now;

    private static double Seconds(NaiveState state, NaiveInstrument instrument) =>
        Math.Max(0, instrument.Parameters.Expiry.Nanoseconds - Time(state)) / Second;

    private static RiskBook Empty(RiskBook book) => book with { Linear = [], Expiries = [], Collateral = [] };

    private static RiskBook Together(List<RiskBook> parts) =>
        parts[0] with
        {
            Linear = [.. parts.SelectMany(part => part.Linear)],
            Expiries =
            [
                .. parts
                    .SelectMany(part => part.Expiries)
                    .GroupBy(expiry => expiry.Seconds)
                    .OrderBy(expiry => expiry.Key)
                    .Select(same => same.First() with { Options = [.. same.SelectMany(expiry => expiry.Options)] }),
            ],
            Collateral = [.. parts.SelectMany(part => part.Collateral)],
        };
}
