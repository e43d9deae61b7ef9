using Plimsoll.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
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

    private readonly VenueGateway _gateway;
    private readonly ReplayMargins _margins;
    private readonly Timestamp _at;

    public VenueListing(VenueGateway gateway, MarketMap map, ReplayMargins margins, Timestamp at)
    {
        _gateway = gateway;
        _margins = margins;
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
                        Margin = _margins.Of(coin.Coin),
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
