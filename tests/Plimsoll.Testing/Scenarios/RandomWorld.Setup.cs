using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <content>What the venue lists, and who trades there.</content>
public sealed partial class RandomWorld
{
    /// <summary>Units of the dollar: four decimals.</summary>
    private const int Dollar = 10_000;

    private static readonly AssetId Usd = new(0);
    private static readonly AssetId Stable = new(1);
    private static readonly AssetId Btc = new(2);
    private static readonly AssetId Eth = new(3);
    private static readonly IndexId StableIndex = new(0);
    private static readonly IndexId BtcIndex = new(1);
    private static readonly IndexId EthIndex = new(2);

    private readonly List<IndexParameters> _indices = [];
    private readonly List<InstrumentParameters> _instruments = [];
    private readonly List<AssetParameters> _assets = [];

    /// <summary>How many users the world begins with.</summary>
    public int Users { get; private set; }

    private VenueParameters RandomRules() =>
        new()
        {
            Numeraire = Usd,
            MarginCallMultiple = Rate.FromPercent(_dice.Between(100, 150)),
            LiquidationTarget = Rate.FromPercent(_dice.Between(101, 130)),
            LiquidatesAtLine = _dice.Chance(30),
            LiquidationOrderTimeout = Duration.FromSeconds(_dice.Between(5, 60)),
            PauseLongest = Duration.FromSeconds(_dice.Between(60, 600)),
            PauseGrace = Duration.FromSeconds(_dice.Between(0, 120)),
            WithdrawableProfit = Rate.FromPercent(_dice.Chance(50) ? 0 : _dice.Between(1, 100)),
            TradesKept = (int)_dice.Between(5, 200),
        };

    private void SetUp()
    {
        _assets.AddRange(
            new AssetParameters
            {
                Id = Usd,
                Symbol = "USD",
                Decimals = 4,
            },
            Coin(Stable, "USDC", 4, StableIndex),
            Coin(Btc, "BTC", 6, BtcIndex),
            Coin(Eth, "ETH", 4, EthIndex)
        );
        _indices.AddRange(
            RandomIndex(StableIndex, "USDC/USD", 4, 3),
            RandomIndex(BtcIndex, "BTC/USD", 1, 3),
            RandomIndex(EthIndex, "ETH/USD", 2, (int)_dice.Between(1, 5))
        );
        _truth.AddRange(10_000, 80_000, 20_000);
        _instruments.AddRange(Instruments().Select((instrument, place) => instrument with { Id = new((ushort)place) }));
        _setup.Enqueue(new ListAsset(Now, _assets[0]));
        _indices.ForEach(index => _setup.Enqueue(new ListIndex(Now, index)));
        _assets.Skip(1).ToList().ForEach(asset => _setup.Enqueue(new ListAsset(Now, asset)));
        _instruments.ForEach(instrument => _setup.Enqueue(new ListInstrument(Now, instrument)));
        _setup.Enqueue(new SubmitQuotes(Now, FirstQuotes(), default));
        _setup.Enqueue(Surface());
        SetUpAccounts();
        SetUpSchemes();
    }

    private void SetUpAccounts()
    {
        Users = (int)_dice.Between(5, 20);
        var first = AccountId.Reserved + 3;
        for (var i = 0; i < Users + 2; i++)
        {
            var account = new AccountId(first + i);
            _setup.Enqueue(new OpenAccount(Now, (int)_dice.Between(0, 4), i < 2 ? AccountKind.MarketMaker : AccountKind.User));
            _setup.Enqueue(new DepositCollateral(Now, account, Usd, new(_dice.Between(50, 5_000) * Dollar)));
            if (_dice.Chance(50))
            {
                _setup.Enqueue(new DepositCollateral(Now, account, Btc, new(_dice.Between(1, 500_000))));
            }

            if (_dice.Chance(30))
            {
                _setup.Enqueue(new DepositCollateral(Now, account, _dice.Chance(50) ? Eth : Stable, new(_dice.Between(1, 100_000))));
            }
        }

        foreach (var asset in new[] { Usd, Stable, Btc }.Where(_ => _dice.Chance(70)))
        {
            _setup.Enqueue(new FundInsurance(Now, asset, new(_dice.Between(1, 400) * (asset == Btc ? 1_000 : Dollar))));
        }
    }

    private IndexQuote[] FirstQuotes() =>
        [
            .. _indices.SelectMany(index =>
                index.Sources.Select(
                    (_, place) => new IndexQuote(index.Id, (byte)place, new(_truth[index.Id.Value]), new(_truth[index.Id.Value]))
                )
            ),
        ];

    private AssetParameters Coin(AssetId id, string symbol, int decimals, IndexId index) =>
        new()
        {
            Id = id,
            Symbol = symbol,
            Decimals = decimals,
            Index = index,
            Haircuts = new([
                new(new(_dice.Between(1, 200_000)), new(_dice.Between(0, 100_000_000))),
                new(new(_dice.Between(200_001, 2_000_000)), new(_dice.Between(100_000_000, 900_000_000))),
            ]),
            AccountCap = _dice.Chance(30) ? new(_dice.Between(100_000, 1_000_000)) : AssetLimits.MaxAmount,
            VenueCap = _dice.Chance(30) ? new(_dice.Between(1_000_000, 10_000_000)) : AssetLimits.MaxAmount,
            ConversionDiscount = Rate.FromBasisPoints(_dice.Between(0, 1_000)),
        };

    private IndexParameters RandomIndex(IndexId id, string symbol, int decimals, int sources) =>
        new()
        {
            Id = id,
            Symbol = symbol,
            Decimals = decimals,
            Sources =
            [
                .. Enumerable
                    .Range(0, sources)
                    .Select(place => new IndexSource(
                        $"{symbol}:{place}",
                        (int)_dice.Between(1, 3),
                        id == BtcIndex && place == 2 ? StableIndex : null
                    )),
            ],
            StaleAfter = Duration.FromSeconds(_dice.Between(30, 300)),
            FrozenWindow = new(8_000_000_000 * _dice.Between(2, 30)),
            FrozenShare = Rate.FromPercent(_dice.Chance(50) ? 0 : 5),
            ReturnAfter = Duration.FromSeconds(_dice.Between(0, 60)),
            WindowLookback = Duration.FromSeconds(_dice.Between(5, 60)),
            WindowLength = Duration.FromSeconds(_dice.Between(5, 120)),
            ClampPerMinute = Rate.FromPercent(_dice.Between(3, 100)),
            NoSourceHold = Duration.FromSeconds(_dice.Between(0, 120)),
            NoSourceMarginMultiple = Rate.FromPercent(_dice.Between(100, 300)),
        };

    private IEnumerable<InstrumentParameters> Instruments()
    {
        yield return Perpetual("BTC-PERP", Payoff.Linear, Usd, BtcIndex, 1, 3) with
        {
            LotSize = new(10),
            TickSize = new(5),
        };
        yield return Perpetual("ETH-PERP", Payoff.Linear, Usd, EthIndex, 2, 2);
        yield return Perpetual("BTC-INVERSE", Payoff.Inverse, Btc, BtcIndex, 1, 0) with
        {
            Multiplier = 10,
        };
        yield return Perpetual("ETH-QUANTO", Payoff.Quanto, Btc, EthIndex, 2, 0) with
        {
            Multiplier = 1,
            MultiplierDecimals = 4,
        };
        yield return Perpetual("ETH-USDC", Payoff.Linear, Stable, EthIndex, 2, 2);
        yield return Perpetual("BTC-DATED", Payoff.Linear, Usd, BtcIndex, 1, 3) with
        {
            Kind = InstrumentKind.DatedFuture,
            Expiry = Now + Duration.FromSeconds(_dice.Between(600, 7_200)),
            DeliveryWindow = Duration.FromSeconds(_dice.Between(30, 600)),
        };
        yield return Perpetual("BTC-SPOT", Payoff.Linear, Usd, BtcIndex, 1, 3) with
        {
            Kind = InstrumentKind.Spot,
            BaseAsset = Btc,
            Margin = RiskTierTable.Empty,
        };
        yield return Option("BTC-OPTION", Payoff.Linear);
        yield return Option("BTC-COIN-OPTION", Payoff.Inverse);
    }

    private InstrumentParameters Perpetual(
        string symbol,
        Payoff payoff,
        AssetId settlement,
        IndexId underlying,
        int priceDecimals,
        int quantityDecimals
    ) =>
        new()
        {
            Id = default,
            Symbol = symbol,
            Kind = InstrumentKind.Perpetual,
            Payoff = payoff,
            SettlementAsset = settlement,
            Underlying = underlying,
            PriceDecimals = priceDecimals,
            QuantityDecimals = quantityDecimals,
            TickSize = new(1),
            LotSize = new(1),
            Margin = RandomMargin(settlement == Btc ? 100 : Dollar),
            Fees = RandomFees(),
            Mark = new(
                Duration.FromSeconds(_dice.Between(0, 60)),
                Rate.FromPercent(_dice.Between(0, 5)),
                Rate.FromPercent(_dice.Between(0, 5))
            ),
            Funding = new(
                Duration.FromMinutes(_dice.Between(1, 30)),
                Rate.FromBasisPoints(_dice.Between(-50, 50)),
                Rate.FromBasisPoints(_dice.Between(0, 50)),
                Rate.FromBasisPoints(_dice.Between(10, 300))
            ),
        };

    private FeeSchedule RandomFees()
    {
        var taker = Rate.FromBasisPoints(_dice.Between(0, 20));
        return new(new(_dice.Between(-taker.Nano, taker.Nano)), taker, Rate.FromBasisPoints(_dice.Between(0, 200)));
    }

    private RiskTierTable RandomTiers(long scale)
    {
        var rows = new List<(Money, Rate, Rate)>();
        var (floor, maintenance) = (0L, _dice.Between(5, 50));
        for (var i = (int)_dice.Between(1, 4); i > 0; i--)
        {
            rows.Add((new(floor), Rate.FromBasisPoints(maintenance * 20), Rate.FromBasisPoints(maintenance * 10)));
            floor += _dice.Between(50, 2_000) * scale;
            maintenance += _dice.Between(1, 40);
        }

        var boundary = _dice.Chance(50) ? TierBoundary.CapInclusive : TierBoundary.FloorInclusive;
        var table = _dice.Chance(50) ? RiskTierTable.Flat(rows, boundary) : RiskTierTable.Progressive(rows, boundary);
        return _dice.Chance(30) ? Leveraged.Of(table) : table;
    }
}
