using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Tests;

/// <summary>A small market to vary in tests: USDT is the numeraire, BTC the coin.</summary>
internal static class Sample
{
    public static AssetParameters Usdt { get; } =
        new()
        {
            Id = new(0),
            Symbol = "USDT",
            Decimals = 6,
        };

    public static AssetParameters Btc { get; } =
        new()
        {
            Id = new(1),
            Symbol = "BTC",
            Decimals = 8,
            Index = new(0),
        };

    public static IndexParameters BtcIndex { get; } =
        new()
        {
            Id = new(0),
            Symbol = "BTC/USDT",
            Decimals = 2,
            Sources = [new("bitmex:XBTUSD", 1), new("bitfinex:BTCUSD", 1), new("kraken:BTCUSD", 1)],
        };

    /// <summary>1 BTC a contract in thousandths, at prices with two decimals; 2 % to open, 1 % to keep.</summary>
    public static InstrumentParameters Linear { get; } =
        new()
        {
            Id = new(0),
            Symbol = "BTC-PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = Usdt.Id,
            Underlying = BtcIndex.Id,
            PriceDecimals = 2,
            QuantityDecimals = 3,
            TickSize = new(50),
            LotSize = new(1),
            Margin = Rates(initialPercent: 2, maintenancePercent: 1),
        };

    /// <summary>1 USD a contract, settled in BTC.</summary>
    public static InstrumentParameters Inverse { get; } =
        Linear with
        {
            Symbol = "BTC-USD-PERP",
            Payoff = Payoff.Inverse,
            SettlementAsset = Btc.Id,
            QuantityDecimals = 0,
        };

    /// <summary>0.0001 BTC per point of an index in USD.</summary>
    public static InstrumentParameters Quanto { get; } =
        Linear with
        {
            Symbol = "SPX-PERP",
            Payoff = Payoff.Quanto,
            SettlementAsset = Btc.Id,
            QuantityDecimals = 0,
            Multiplier = 1,
            MultiplierDecimals = 4,
        };

    public static InstrumentParameters Future { get; } =
        Linear with
        {
            Symbol = "BTC-27MAR20",
            Kind = InstrumentKind.DatedFuture,
            Expiry = Timestamp.FromMilliseconds(1_585_296_000_000),
        };

    public static InstrumentParameters Spot { get; } =
        Linear with
        {
            Symbol = "BTC/USDT",
            Kind = InstrumentKind.Spot,
            BaseAsset = Btc.Id,
            Margin = RiskTierTable.Empty,
        };

    public static Money Usd(decimal amount) => new((Int128)(amount * 1_000_000m));

    public static Money Coins(decimal amount) => new((Int128)(amount * 100_000_000m));

    public static Price Dollars(decimal price) => new((long)(price * 100m));

    public static RiskTierTable Rates(int initialPercent, int maintenancePercent) =>
        RiskTierTable.Flat(
            [(Money.Zero, Rate.FromPercent(initialPercent), Rate.FromPercent(maintenancePercent))],
            TierBoundary.FloorInclusive
        );

    /// <summary>USDT at one and BTC at a price; instruments follow by <see cref="MarketView.Add(Contract)"/> in order of id.</summary>
    public static MarketView Market(decimal btcPrice, params (InstrumentParameters Parameters, decimal Mark)[] instruments)
    {
        var market = new MarketView();
        market.Add(AssetValuation.Numeraire(Usdt));
        market.Add(AssetValuation.Of(Btc, BtcIndex.Decimals, Usdt.Decimals).At(Dollars(btcPrice)));
        foreach (var (parameters, mark) in instruments)
        {
            var id = new InstrumentId((ushort)market.InstrumentCount);
            var decimals = parameters.SettlementAsset == Usdt.Id ? Usdt.Decimals : Btc.Decimals;
            market.Add(new Contract(parameters with { Id = id }, decimals));
            market.Set(id, new Price((long)(mark * ExactMath.PowerOfTen(parameters.PriceDecimals))));
        }

        return market;
    }
}
