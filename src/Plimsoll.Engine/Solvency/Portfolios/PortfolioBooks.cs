using Plimsoll.Engine.Marking;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>Shows what an account holds as the books that schemes of portfolio margin look at.</summary>
/// <remarks>Reads the state and keeps nothing but what it read of surfaces. Source: docs/spec/0022-portfolio-accounts.md, "Books" (PACC-010 … PACC-014).</remarks>
internal sealed class PortfolioBooks(EngineState state)
{
    private readonly OptionViews _views = new();

    /// <summary>The books.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="balances">What it has, for coins that hedge.</param>
    /// <param name="valued">Positions whose unrealised profit belongs to those coins.</param>
    /// <param name="carried">Positions as they are or would be.</param>
    /// <param name="orders">Orders that may fill.</param>
    public ScenarioAccount Of(
        PortfolioScheme scheme,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried,
        IReadOnlyList<OrderRow> orders
    )
    {
        var books = new SortedDictionary<(int Index, bool IsInCoin), BookParts>();
        foreach (ref readonly var line in carried)
        {
            if (!line.Quantity.IsZero)
            {
                Add(scheme, books, state.Instrument(line.Instrument), line.Quantity);
            }
        }

        var open = new List<OpenOrder>();
        foreach (var order in orders)
        {
            AddOrder(scheme, books, open, order);
        }

        AddCoins(scheme, books, balances, valued, carried);
        return new([.. books.Values.Select(parts => parts.Book())], 0, CoinPrice(scheme)) { Orders = open };
    }

    private void AddOrder(PortfolioScheme scheme, SortedDictionary<(int, bool), BookParts> books, List<OpenOrder> open, in OrderRow order)
    {
        var instrument = state.Instrument(order.Instrument);
        var (parameters, isBuy) = (instrument.Parameters, order.Remaining.Sign > 0);
        if (parameters.Kind == InstrumentKind.Spot)
        {
            // One coin comes and the other goes: each is an order of its own, for either may be a hedge.
            var (moved, paid) = Exchanged(instrument, order);
            AddCoinOrder(scheme, books, open, parameters.BaseAsset, moved);
            AddCoinOrder(scheme, books, open, parameters.SettlementAsset, paid);
            return;
        }

        var alone = new SortedDictionary<(int, bool), BookParts>();
        Add(scheme, alone, instrument, order.Remaining);
        Of(scheme, books, instrument);
        foreach (var parts in alone.Values)
        {
            open.Add(new(parts.Book(), isBuy));
        }

        if (Premium(instrument, order) is { } premium)
        {
            AddCoinOrder(scheme, books, open, parameters.SettlementAsset, premium);
        }
    }

    /// <summary>What a spot order would bring of the base coin, and of the quote coin; below zero is what it takes.</summary>
    public (Money Base, Money Quote) Exchanged(InstrumentRow instrument, in OrderRow order)
    {
        var parameters = instrument.Parameters;
        var paid = instrument.Contract.Value(order.Remaining, order.Limit, Rounding.Ceiling);
        var (taker, maker) = (parameters.Fees.Taker, parameters.Fees.Maker);
        var fee = order.Remaining.Sign > 0 ? paid.Scale(taker < maker ? maker : taker, Rounding.Ceiling) : Money.Zero;
        return (new((Int128)order.Remaining.Units * BaseUnits(parameters)), -(paid + fee));
    }

    private void AddCoinOrder(
        PortfolioScheme scheme,
        SortedDictionary<(int, bool), BookParts> books,
        List<OpenOrder> open,
        AssetId asset,
        Money amount
    )
    {
        if (
            CollateralOf(scheme, asset) is not { } entry
            || HedgedBy(scheme, entry) is not { } index
            || Coin(entry, amount, isHedge: true) is not { } coin
        )
        {
            return;
        }

        var alone = new SortedDictionary<(int, bool), BookParts>();
        var parts = Of(scheme, alone, index, isInCoin: false);
        parts.Collateral.Add(coin);
        Of(scheme, books, index, isInCoin: false);
        open.Add(new(parts.Book(), amount.IsPositive));
    }

    private void AddCoins(
        PortfolioScheme scheme,
        SortedDictionary<(int, bool), BookParts> books,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> valued,
        ReadOnlySpan<PositionLine> carried
    )
    {
        var still = new List<CollateralHolding>();
        foreach (ref readonly var balance in balances)
        {
            if (CollateralOf(scheme, balance.Asset) is not { } entry)
            {
                continue;
            }

            var hedged = HedgedBy(scheme, entry);
            if (Coin(entry, Net(balance, valued, carried), hedged is not null) is not { } coin)
            {
                continue;
            }

            if (hedged is { } index)
            {
                Of(scheme, books, index, isInCoin: false).Collateral.Add(coin);
            }
            else
            {
                still.Add(coin);
            }
        }

        // Coins that hedge nothing lie in the first book, for the charges that look at them.
        foreach (var parts in books.Values.Take(1))
        {
            parts.Collateral.AddRange(still);
        }
    }

    /// <summary>As in equity, unrealised profit is part of its coin; but not what inverse options are worth, for the coin's own move is in their scenarios.</summary>
    /// <param name="balance">Of the coin.</param>
    /// <param name="valued">Positions whose unrealised profit belongs to it.</param>
    /// <param name="carried">Positions as they are or would be: a fill at the mark turns coins into an option, and leaves their sum as it is.</param>
    public Money Net(in BalanceLine balance, ReadOnlySpan<PositionLine> valued, ReadOnlySpan<PositionLine> carried)
    {
        var net = balance.Amount + StandardMargin.UnrealisedPnl(state.Market, balance.Asset, valued);
        foreach (ref readonly var line in carried)
        {
            var instrument = state.Instrument(line.Instrument);
            if (instrument.Parameters.SettlementAsset == balance.Asset && IsInverseOption(instrument.Parameters) && !line.Quantity.IsZero)
            {
                net -= instrument.Contract.Value(line.Quantity, instrument.Mark, Rounding.Floor);
            }
        }

        return net;
    }

    /// <summary>What an order for an inverse option would bring of its coin, filled at the mark; below zero is what it takes. Null for other orders.</summary>
    public static Money? Premium(InstrumentRow instrument, in OrderRow order) =>
        IsInverseOption(instrument.Parameters) ? -instrument.Contract.Value(order.Remaining, instrument.Mark, Rounding.Floor) : null;

    private static bool IsInverseOption(InstrumentParameters parameters) =>
        parameters.Payoff == Payoff.Inverse && parameters.Kind == InstrumentKind.Option;

    private CollateralHolding? Coin(SchemeCollateral entry, Money amount, bool isHedge) =>
        Held(entry, amount) is { } held
            ? new(state.Market.Asset(entry.Asset).Asset.Symbol, held.Quantity, held.Price)
            {
                IsHedge = isHedge,
                Confidence = Confidence(state.Market.Asset(entry.Asset).Asset.Index!.Value),
                InitialHaircut = entry.InitialHaircut,
            }
            : null;

    /// <summary>How much of a coin that is, and its price; null where there is none of either.</summary>
    public (double Quantity, double Price)? Held(SchemeCollateral entry, Money amount)
    {
        ref readonly var valuation = ref state.Market.Asset(entry.Asset);
        return amount.IsZero || valuation.Asset.Index is not { } index || !valuation.IndexPrice.IsPositive
            ? null
            : ((double)amount.Units / Unit(valuation.Asset.Decimals), Real(valuation.IndexPrice, index));
    }

    private void Add(PortfolioScheme scheme, SortedDictionary<(int, bool), BookParts> books, InstrumentRow instrument, Quantity quantity)
    {
        var parameters = instrument.Parameters;
        var parts = Of(scheme, books, instrument);
        var seconds = parameters.HasExpiry ? Math.Max(0, (parameters.Expiry - Tick).Nanoseconds) / 1e9 : (double?)null;
        var contracts =
            (double)((Int128)quantity.Units * parameters.Multiplier) / Unit(parameters.QuantityDecimals + parameters.MultiplierDecimals);
        var settlement = state.Market.Asset(parameters.SettlementAsset).Asset;
        if (parameters.Option is { } option)
        {
            var index = state.Index(parameters.Underlying);
            var strike = Real(option.Strike, parameters.Underlying);
            var (forward, volatility) = (Spot(index, instrument), OptionView.NoSurfaceVolatility);
            if (index.Price.IsPositive && index.Surface.Surface(index.Parameters.Decimals) is { } surface)
            {
                (forward, volatility) = _views.At(instrument, surface, index.Price, strike, Tick);
            }

            var underlyings = parameters.Payoff == Payoff.Inverse ? contracts : contracts * InNumeraire(settlement.Id);
            parts.Add(
                seconds!.Value,
                forward,
                new(parameters.Symbol, option.Right, strike, underlyings, volatility)
                {
                    Settlement = settlement.Symbol,
                    SettlementPrice = InNumeraire(settlement.Id),
                    CoinPrice = CoinPriceOf(parameters),
                }
            );
            return;
        }

        var price = instrument.Mark.Units / Unit(parameters.PriceDecimals);
        var quantities = parameters.IsInverse ? contracts / price : contracts * InNumeraire(settlement.Id);
        parts.Linear.Add(
            new(parameters.Symbol, quantities, price)
            {
                Seconds = seconds,
                Settlement = settlement.Symbol,
                SettlementPrice = InNumeraire(settlement.Id),
                CoinPrice = CoinPriceOf(parameters),
                Confidence = Confidence(parameters.Underlying),
            }
        );
    }

    private BookParts Of(PortfolioScheme scheme, SortedDictionary<(int, bool), BookParts> books, InstrumentRow instrument)
    {
        var parameters = instrument.Parameters;
        var isInCoin = parameters.Payoff == Payoff.Inverse && parameters.SettlementAsset == state.Venue.Numeraire;
        return Of(scheme, books, parameters.Underlying, isInCoin, instrument);
    }

    private BookParts Of(
        PortfolioScheme scheme,
        SortedDictionary<(int, bool), BookParts> books,
        IndexId id,
        bool isInCoin,
        InstrumentRow? first = null
    )
    {
        if (!books.TryGetValue((id.Value, isInCoin), out var parts))
        {
            var index = state.Index(id);
            books[(id.Value, isInCoin)] = parts = new(NameOf(scheme, index.Parameters), Spot(index, first), Confidence(id), isInCoin);
        }

        return parts;
    }

    /// <summary>Whether the scheme's rule can margin what is on an index.</summary>
    public static bool Covers(PortfolioScheme scheme, IndexParameters index) => scheme.Rule.Covers(NameOf(scheme, index));

    /// <summary>The index on which a coin hedges, if the rule covers it.</summary>
    private IndexId? HedgedBy(PortfolioScheme scheme, SchemeCollateral entry) =>
        entry.Hedges is { } index && Covers(scheme, state.Index(index).Parameters) ? index : null;

    /// <summary>What the scheme calls an index.</summary>
    public static string NameOf(PortfolioScheme scheme, IndexParameters index)
    {
        foreach (var entry in scheme.Underlyings)
        {
            if (entry.Index == index.Id)
            {
                return entry.Name;
            }
        }

        return index.Symbol;
    }

    /// <summary>The index price; without one, what the position itself says.</summary>
    private static double Spot(IndexRow index, InstrumentRow? first)
    {
        if (index.Price.IsPositive || first is null)
        {
            return Math.Max(1, index.Price.Units) / Unit(index.Parameters.Decimals);
        }

        return first.Parameters.Option is { } option
            ? option.Strike.Units / Unit(index.Parameters.Decimals)
            : first.Mark.Units / Unit(first.Parameters.PriceDecimals);
    }

    /// <summary>What one of an asset is worth in the numeraire; one while it has no price.</summary>
    public double InNumeraire(AssetId id)
    {
        var asset = state.Market.Asset(id);
        return asset.Asset.Index is { } index && asset.IndexPrice.IsPositive ? Real(asset.IndexPrice, index) : 1;
    }

    /// <summary>What the coin is worth in which an inverse contract pays; null where that is the numeraire, or has no price.</summary>
    public double? CoinPriceOf(InstrumentParameters parameters)
    {
        var asset = state.Market.Asset(parameters.SettlementAsset);
        return
            parameters.Payoff == Payoff.Inverse
            && parameters.SettlementAsset != state.Venue.Numeraire
            && asset.Asset.Index is { } index
            && asset.IndexPrice.IsPositive
            ? Real(asset.IndexPrice, index)
            : null;
    }

    /// <summary>How far an index price can be believed: the share of its sources that are live.</summary>
    private double Confidence(IndexId id)
    {
        var sources = state.Index(id).Sources;
        var live = 0;
        foreach (var source in sources)
        {
            live += source.State == SourceState.Live ? 1 : 0;
        }

        return (double)live / sources.Length;
    }

    public double CoinPrice(PortfolioScheme scheme) =>
        scheme.Peg is { } peg && state.Index(peg).Price.IsPositive ? Real(state.Index(peg).Price, peg) : 1;

    public double Real(Price price, IndexId index) => price.Units / Unit(state.Index(index).Parameters.Decimals);

    private Int128 BaseUnits(InstrumentParameters spot) =>
        ExactMath.PowerOfTen(state.Market.Asset(spot.BaseAsset).Asset.Decimals - spot.QuantityDecimals);

    public Timestamp Tick => state.Tick == Timestamp.Never ? state.Now : state.Tick;

    /// <summary>A power of ten up to 10^22 is a double.</summary>
    public static double Unit(int decimals)
    {
        var unit = 1.0;
        for (var i = 0; i < decimals; i++)
        {
            unit *= 10;
        }

        return unit;
    }

    public static SchemeCollateral? CollateralOf(PortfolioScheme scheme, AssetId asset)
    {
        foreach (var entry in scheme.Collateral)
        {
            if (entry.Asset == asset)
            {
                return entry;
            }
        }

        return null;
    }
}
