using Plimsoll.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Simulation.Markets;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Lists the simulated venue: dollars, an index per coin, collateral, and a perpetual per coin that is no stablecoin.</summary>
/// <remarks>Every number stands in docs/spec/0011-replay.md.</remarks>
internal sealed class VenueListing
{
    /// <summary>The numeraire and settlement asset.</summary>
    public static readonly AssetId Dollar = new(0);

    private static readonly (long Floor, int Leverage, int RateBp)[] LargeCoins =
    [
        (0, 125, 40),
        (50_000, 100, 50),
        (600_000, 75, 65),
        (3_000_000, 50, 100),
        (12_000_000, 25, 200),
        (70_000_000, 20, 250),
        (100_000_000, 10, 500),
        (230_000_000, 5, 1_000),
        (480_000_000, 4, 1_250),
        (600_000_000, 3, 1_500),
        (800_000_000, 2, 2_500),
        (1_200_000_000, 1, 5_000),
    ];

    private static readonly (long Floor, int Leverage, int RateBp)[] OtherCoins =
    [
        (0, 75, 50),
        (10_000, 50, 100),
        (50_000, 40, 150),
        (100_000, 25, 200),
        (750_000, 20, 250),
        (1_000_000, 10, 500),
        (5_000_000, 5, 1_000),
        (10_000_000, 4, 1_250),
        (20_000_000, 2, 2_500),
        (30_000_000, 1, 5_000),
    ];

    private readonly VenueGateway _gateway;
    private readonly Timestamp _at;

    public VenueListing(VenueGateway gateway, MarketMap map, Timestamp at)
    {
        _gateway = gateway;
        _at = at;
        _gateway.Require(
            new ListAsset(
                at,
                new AssetParameters
                {
                    Id = Dollar,
                    Symbol = "USD",
                    Decimals = ListedPerpetual.DollarDecimals,
                }
            )
        );
        foreach (var underlying in map.Underlyings)
        {
            _gateway.Require(new ListIndex(at, Index(underlying, map.Rule)));
        }

        Collateral = ListCollateral(map);
        Perpetuals = ListPerpetuals(map);
    }

    /// <summary>Collateral besides the dollar, by coin.</summary>
    public IReadOnlyList<(Underlying Coin, AssetId Asset, int Decimals)> Collateral { get; }

    public IReadOnlyList<ListedPerpetual> Perpetuals { get; }

    /// <summary>The leverage that the lowest tier of a coin allows.</summary>
    public static int LargestLeverage(string coin) => TiersOf(coin)[0].Leverage;

    /// <summary>Taker fee as a share of notional. Source: Binance futures, regular user, 2020: 0.04 %.</summary>
    public static FeeSchedule Fees { get; } = new(Rate.FromBasisPoints(2), Rate.FromBasisPoints(4), Rate.FromBasisPoints(20));

    internal static IndexParameters Index(Underlying underlying, MarkRule rule)
    {
        var sources = underlying.Feeds.Where(feed => feed.Source >= 0).OrderBy(feed => feed.Source).ToList();
        var index = new IndexParameters
        {
            Id = underlying.Index,
            Symbol = $"{underlying.Coin}/USD",
            Decimals = underlying.Decimals,
            Sources = [.. sources.Select(feed => new IndexSource(feed.Market.Name, feed.Weight, ConversionOf(feed)))],
        };
        var isBlind = !rule.IsMedian && sources.All(feed => feed.Market.Venue == rule.Venue);
        index = underlying.IsDense ? index : index with { StaleAfter = Duration.FromMinutes(60) };
        return isBlind ? Blind(index) : index;
    }

    /// <summary>Whatever the one venue prints is the price: no window, the widest clamp, no drop for silence.</summary>
    private static IndexParameters Blind(IndexParameters index) =>
        index with
        {
            StaleAfter = Duration.FromHours(24),
            FrozenShare = Rate.Zero,
            ClampPerMinute = Rate.One,
            WindowBound = Rate.FromPercent(10_000),
        };

    private static IndexId? ConversionOf(Feed feed) => feed.ConvertBy < 0 ? null : new IndexId((ushort)feed.ConvertBy);

    private static (long Floor, int Leverage, int RateBp)[] TiersOf(string coin) => coin is "BTC" or "ETH" ? LargeCoins : OtherCoins;

    private static RiskTierTable Tiers(string coin) =>
        RiskTierTable.Progressive(
            TiersOf(coin)
                .Select(row =>
                    (Dollars(row.Floor), new Rate((Rate.NanoPerOne + row.Leverage - 1) / row.Leverage), Rate.FromBasisPoints(row.RateBp))
                ),
            TierBoundary.FloorInclusive
        );

    private static Money Dollars(long dollars) => new((Int128)dollars * ExactMath.PowerOfTen(ListedPerpetual.DollarDecimals));

    private List<(Underlying, AssetId, int)> ListCollateral(MarketMap map)
    {
        var listed = new List<(Underlying, AssetId, int)>();
        foreach (var coin in map.Underlyings.Where(one => one.IsStablecoin || one.Coin == "BTC"))
        {
            var asset = new AssetId((byte)(listed.Count + 1));
            var decimals = coin.IsStablecoin ? 6 : 8;
            _gateway.Require(
                new ListAsset(
                    _at,
                    new AssetParameters
                    {
                        Id = asset,
                        Symbol = coin.Coin,
                        Decimals = decimals,
                        Index = coin.Index,
                        Haircuts = coin.IsStablecoin ? HaircutLadder.Uniform(Haircut.FromPercent(2)) : BitcoinHaircuts(),
                        ConversionDiscount = Rate.FromPercent(coin.IsStablecoin ? 1 : 2),
                    }
                )
            );
            listed.Add((coin, asset, decimals));
        }

        return listed;
    }

    /// <summary>5 % up to 100 BTC, 10 % up to 1,000, 20 % above.</summary>
    private static HaircutLadder BitcoinHaircuts() =>
        new([
            new(new((Int128)100 * ExactMath.PowerOfTen(8)), Haircut.FromPercent(5)),
            new(new((Int128)1_000 * ExactMath.PowerOfTen(8)), Haircut.FromPercent(10)),
            new(AssetLimits.MaxAmount, Haircut.FromPercent(20)),
        ]);

    private List<ListedPerpetual> ListPerpetuals(MarketMap map)
    {
        var listed = new List<ListedPerpetual>();
        foreach (var coin in map.Underlyings.Where(one => !one.IsStablecoin))
        {
            var perpetual = Grid(new((ushort)listed.Count), coin);
            _gateway.Require(
                new ListInstrument(
                    _at,
                    new InstrumentParameters
                    {
                        Id = perpetual.Id,
                        Symbol = perpetual.Symbol,
                        Kind = InstrumentKind.Perpetual,
                        Payoff = Payoff.Linear,
                        SettlementAsset = Dollar,
                        Underlying = coin.Index,
                        PriceDecimals = coin.Decimals,
                        QuantityDecimals = perpetual.QuantityDecimals,
                        TickSize = new(perpetual.TickUnits),
                        LotSize = new(perpetual.LotUnits),
                        Margin = Tiers(coin.Coin),
                        Fees = Fees,
                    }
                )
            );
            listed.Add(perpetual);
        }

        return listed;
    }

    /// <summary>A tick is the fifth significant digit of the first price; a lot the least power of ten worth a dollar.</summary>
    internal static ListedPerpetual Grid(InstrumentId id, Underlying coin)
    {
        var quantityDecimals = Math.Clamp(ListedPerpetual.DollarDecimals - coin.Decimals, 0, 12);
        var price = coin.ToUnits(coin.FirstPrice).Units;
        var tick = 1L;
        while (price / (tick * 10) >= 10_000)
        {
            tick *= 10;
        }

        // A tick of a lot must be a whole number of millionths of a dollar.
        var perDollarUnit = ExactMath.PowerOfTen(Math.Max(0, coin.Decimals + quantityDecimals - ListedPerpetual.DollarDecimals));
        var lot = 1L;
        while (coin.FirstPrice * lot < ExactMath.PowerOfTen(quantityDecimals) || (Int128)lot * tick % perDollarUnit != 0)
        {
            lot *= 10;
        }

        return new(id, coin, quantityDecimals, tick, lot);
    }
}
