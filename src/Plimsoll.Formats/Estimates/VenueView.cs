using System.Globalization;
using Plimsoll.Collateral;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>A model and the prices of a portfolio as the calculator's own market view.</summary>
internal sealed class VenueView
{
    private readonly MarginSection _margin;
    private readonly Portfolio _portfolio;
    private readonly Dictionary<string, AssetId> _assets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InstrumentId> _instruments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IndexId> _indices = new(StringComparer.Ordinal);
    private readonly PortfolioFaults _faults;
    private MarketView? _lineMarket;
    private readonly EstimateDigits _digits;

    public VenueView(Model model, MarginSection margin, Portfolio portfolio)
    {
        (_margin, _portfolio) = (margin, portfolio);
        _faults = new(model, portfolio);
        _faults.ThrowIfAny(margin);
        _digits = new(margin, portfolio);
        AddAssets();
        AddInstruments();
    }

    public MarketView Market { get; } = new();

    /// <summary>The same with maintenance margin as the line lies above it: where a search for that line looks.</summary>
    public MarketView LineMarket => _lineMarket ??= AtTheLine();

    /// <summary>The open orders of an instrument that need margin.</summary>
    public IEnumerable<OpenOrder> OrdersThatCount(string symbol) =>
        _portfolio.Orders.Where(order =>
            order.Instrument == symbol && (!order.IsReduceOnly || _margin.Account.Orders.AreReduceOnlyCounted)
        );

    public string Numeraire => _margin.Numeraire;

    /// <summary>Digits behind the point in which amounts of the numeraire are carried.</summary>
    public int NumeraireDecimals => _digits.OfAsset(Numeraire);

    public IReadOnlyCollection<string> Assets => _assets.Keys;

    public AssetId Asset(string name) => _assets[name];

    public InstrumentId Instrument(string symbol) => _instruments[symbol];

    public ModelInstrument Listing(string symbol) => _margin.Find(symbol)!;

    public Contract Contract(string symbol) => Market.Contract(_instruments[symbol]);

    /// <summary>What positions follow, in the order in which they stand, with its index price or else the mark of the first position on it.</summary>
    public IEnumerable<(string Name, IndexId Index, decimal Price)> Underlyings(IEnumerable<PositionLine> lines) =>
        lines
            .Select(line => Market.Contract(line.Instrument).Parameters.Symbol)
            .GroupBy(symbol => Listing(symbol).Underlying, StringComparer.Ordinal)
            .Select(group =>
                (group.Key, Index(group.Key), _faults.IndexOf(group.Key) ?? Number(group.First(), Market.Mark(Instrument(group.First()))))
            );

    /// <summary>An amount of an asset in units.</summary>
    public Money Money(string asset, decimal amount) => new(UnitScale.Nearest(amount, _digits.OfAsset(asset)));

    /// <summary>An amount of an asset as a number.</summary>
    public decimal Number(string asset, Money amount) => UnitScale.Number(amount.Units, _digits.OfAsset(asset));

    /// <summary>An amount of the numeraire as a number.</summary>
    public decimal Number(Money amount) => Number(Numeraire, amount);

    public Quantity Quantity(string symbol, decimal quantity) =>
        new(checked((long)UnitScale.Nearest(quantity, Contract(symbol).Parameters.QuantityDecimals)));

    public decimal Number(string symbol, Price price) => UnitScale.Number(price.Units, Contract(symbol).Parameters.PriceDecimals);

    public Price Price(string symbol, decimal price) =>
        new(checked((long)UnitScale.Nearest(price, Contract(symbol).Parameters.PriceDecimals)));

    /// <summary>One number for an underlying, whether instruments follow it or an asset is valued at it.</summary>
    private IndexId Index(string name)
    {
        if (!_indices.TryGetValue(name, out var index))
        {
            index = new((ushort)_indices.Count);
            _indices.Add(name, index);
        }

        return index;
    }

    private MarketView AtTheLine()
    {
        if (_margin.Account.LiquidateAt == 1)
        {
            return Market;
        }

        var line = Market.Copy();
        foreach (var (symbol, id) in _instruments)
        {
            var contract = Contract(symbol);
            var schedule = new LineSchedule(contract.Parameters.Margin, _margin.Account.LiquidateAt);
            line.Set(id, new Contract(contract.Parameters with { Margin = schedule }, contract.SettlementDecimals));
        }

        return line;
    }

    private void AddAssets()
    {
        var wanted = new[] { _margin.Numeraire }
            .Concat(_portfolio.Balances.Select(balance => balance.Asset))
            .Concat(Symbols().Select(symbol => Listing(symbol).Settlement))
            .Distinct(StringComparer.Ordinal);
        var numeraireDecimals = NumeraireDecimals;
        foreach (var name in wanted)
        {
            var asset = _margin.Assets[name];
            var digits = _digits.OfAsset(name);
            var id = new AssetId((byte)_assets.Count);
            _assets[name] = id;
            var parameters = new AssetParameters
            {
                Id = id,
                Symbol = name,
                Decimals = digits,
                Index = name == _margin.Numeraire ? null : Index(name),
                Haircuts = new([.. asset.Ladder.Select(rung => Rung(rung, digits))]),
                AccountCap = asset.AccountCap is { } cap ? new(UnitScale.Nearest(cap, digits)) : AssetLimits.MaxAmount,
            };
            if (name == _margin.Numeraire)
            {
                Market.Add(AssetValuation.Numeraire(parameters));
                continue;
            }

            var price = _faults.IndexOf(name)!.Value;
            // Asset and price decimals together lie 0 to 18 above the numeraire's.
            var decimals = Math.Clamp(
                UnitScale.DecimalsFor(price),
                Math.Max(0, numeraireDecimals - digits),
                Math.Max(0, numeraireDecimals - digits + 18)
            );
            var valuation = AssetValuation.Of(parameters, decimals, numeraireDecimals);
            Market.Add(valuation.At(new(checked((long)UnitScale.Nearest(price, decimals)))));
        }
    }

    private static HaircutRung Rung((decimal? UpTo, decimal Haircut) rung, int decimals) =>
        new(
            rung.UpTo is { } upTo ? new(UnitScale.Nearest(upTo, decimals)) : AssetLimits.MaxAmount,
            new((long)UnitScale.Nearest(rung.Haircut, 9))
        );

    private void AddInstruments()
    {
        foreach (var symbol in Symbols())
        {
            var listing = Listing(symbol);
            var quote = _portfolio.Market[symbol];
            var index = quote.Index ?? _faults.IndexOf(listing.Underlying);
            var prices = new[] { quote.Mark!.Value, index ?? 0 }.Concat(EntriesOf(symbol)).Max();
            var settlement = _digits.OfAsset(listing.Settlement);
            var multiplierDecimals = Math.Min(UnitScale.DecimalsOf([listing.Multiplier]), UnitScale.MostDecimals);
            var quantityDecimals = _digits.OfQuantity(symbol);
            var decimals = Math.Min(
                UnitScale.DecimalsFor(prices),
                MostPriceDecimals(listing, settlement - quantityDecimals - multiplierDecimals)
            );
            var id = new InstrumentId((ushort)_instruments.Count);
            _instruments[symbol] = id;
            var schedule = listing.Schedule is { } stated
                ? ScheduleReader.Read(stated, listing.Option, settlement, new FaultList(""))!
                : RiskTierTable.Empty;
            var parameters = new InstrumentParameters
            {
                Id = id,
                Symbol = symbol,
                Kind = listing.Kind,
                Payoff = listing.Payoff,
                SettlementAsset = _assets[listing.Settlement],
                Underlying = Index(listing.Underlying),
                PriceDecimals = decimals,
                QuantityDecimals = quantityDecimals,
                Multiplier = (long)UnitScale.Nearest(listing.Multiplier, multiplierDecimals),
                MultiplierDecimals = multiplierDecimals,
                TickSize = new(1),
                LotSize = new(1),
                Margin = schedule,
            };
            Market.Add(new Contract(parameters, settlement));
            Market.Set(id, Price(symbol, quote.Mark.Value));
            if (_margin.Account.Orders != OrderRule.Usual && !schedule.IsEmpty)
            {
                var orders = OrdersThatCount(symbol)
                    .Select(order => (Quantity(symbol, order.Quantity), Price(symbol, order.Price ?? quote.Mark.Value)));
                var ruled = new OrderSchedule(schedule, _margin.Account.Orders, [.. orders]);
                Market.Set(id, new Contract(parameters with { Margin = ruled }, settlement));
            }

            Market.Set(id, index is { } known ? Price(symbol, known) : default, Quantity(symbol, quote.OpenInterest ?? 0));
        }
    }

    /// <summary>So many that multiplier and decimals still collapse into a fraction of 64-bit numbers.</summary>
    private static int MostPriceDecimals(ModelInstrument listing, int others)
    {
        var digits = decimal.Truncate(listing.Multiplier).ToString(CultureInfo.InvariantCulture).Length;
        return listing.Payoff == Payoff.Inverse ? Math.Max(0, 18 - others - digits) : 18 + others;
    }

    private IEnumerable<string> Symbols() =>
        _portfolio
            .Positions.Select(position => position.Instrument)
            .Concat(_portfolio.Orders.Select(order => order.Instrument))
            .Distinct(StringComparer.Ordinal);

    private IEnumerable<decimal> EntriesOf(string symbol) =>
        _portfolio
            .Positions.Where(position => position.Instrument == symbol)
            .Select(position => position.Entry ?? 0)
            .Concat(_portfolio.Orders.Where(order => order.Instrument == symbol).Select(order => order.Price ?? 0));
}
