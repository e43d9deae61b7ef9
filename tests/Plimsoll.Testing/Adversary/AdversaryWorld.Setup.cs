using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Testing.Worlds;
using Plimsoll.Values;

namespace Plimsoll.Testing.Adversary;

/// <content>What the venue lists: every payoff, coins with haircut ladders, tables of tiers with near bounds.</content>
public sealed partial class AdversaryWorld
{
    private static readonly AssetId Usd = new(0);
    private static readonly AssetId Stable = new(1);
    private static readonly AssetId Btc = new(2);
    private static readonly AssetId Eth = new(3);
    private static readonly IndexId StableIndex = new(0);
    private static readonly IndexId BtcIndex = new(1);
    private static readonly IndexId EthIndex = new(2);

    /// <summary>A dollar per unit of price and quantity, so that any amount can be lost to the last unit.</summary>
    private static readonly InstrumentId Linear = new(0);

    private readonly List<AssetParameters> _assets = [];
    private readonly List<IndexParameters> _indices = [];
    private readonly List<InstrumentParameters> _instruments = [];

    private RandomSchemes Schemes => new(_dice, Btc, Stable, Eth);

    private int PriceDecimals => Scale == AdversaryScale.Fine ? 2 : 0;

    private int QuantityDecimals => Scale == AdversaryScale.Fine ? 2 : 0;

    private int DollarDecimals => PriceDecimals + QuantityDecimals;

    private int CoinDecimals => Scale == AdversaryScale.Fine ? 6 : 4;

    private void SetUp()
    {
        _assets.AddRange(
            new AssetParameters
            {
                Id = Usd,
                Symbol = "USD",
                Decimals = DollarDecimals,
            },
            Coin(Stable, "USDC", Math.Max(4, DollarDecimals), StableIndex),
            Coin(Btc, "BTC", CoinDecimals, BtcIndex),
            Coin(Eth, "ETH", CoinDecimals, EthIndex)
        );
        _indices.AddRange(
            Index(StableIndex, "USDC/USD", Math.Max(2, PriceDecimals)),
            Index(BtcIndex, "BTC/USD", PriceDecimals),
            Index(EthIndex, "ETH/USD", PriceDecimals)
        );
        _planned.Enqueue(new ListAsset(Now, _assets[0]));
        _indices.ForEach(index => _planned.Enqueue(new ListIndex(Now, index)));
        _assets.Skip(1).ToList().ForEach(asset => _planned.Enqueue(new ListAsset(Now, asset)));
        _instruments.AddRange(Instruments().Select((instrument, place) => instrument with { Id = new((ushort)place) }));
        _instruments.ForEach(instrument => _planned.Enqueue(new ListInstrument(Now, instrument)));
        _planned.Enqueue(new ListScheme(Now, Schemes.Any(1)));
        _planned.Enqueue(new SubmitQuotes(Now, (_indices).SelectMany(index => Quotes(index.Id, StartOf(index.Id))).ToArray(), default));
        SetUpAccounts();
    }

    private void SetUpAccounts()
    {
        // The funds of three settlement assets come first.
        var first = AccountId.Reserved + 3;
        for (var i = 0; i < 10; i++)
        {
            _planned.Enqueue(new OpenAccount(Now, (int)_dice.Between(0, 3), i < 2 ? AccountKind.MarketMaker : AccountKind.User));
            _planned.Enqueue(new DepositCollateral(Now, new(first + i), Usd, new(Deposit())));
            foreach (var asset in new[] { Stable, Btc, Eth }.Where(_ => _dice.Chance(35)))
            {
                _planned.Enqueue(new DepositCollateral(Now, new(first + i), asset, new(_dice.Between(1, 400_000))));
            }
        }

        _planned.Enqueue(new FundInsurance(Now, Usd, new(Deposit())));
    }

    private long Deposit() =>
        Scale == AdversaryScale.Huge ? _dice.Between(1, 1_000_000_000_000_000_000) : _dice.Between(200, 60_000) * (long)Unit;

    /// <summary>Units of one dollar.</summary>
    private Int128 Unit => ExactMath.PowerOfTen(DollarDecimals);

    private long StartOf(IndexId index) =>
        index == StableIndex
            ? ExactMath.PowerOfTen(_indices[0].Decimals)
            : Scale switch
            {
                AdversaryScale.Tiny => _dice.Between(2, 30),
                AdversaryScale.Huge => _dice.Between(1_000, 1_000_000_000),
                AdversaryScale.Fine => _dice.Between(20_000, 90_000),
                _ => _dice.Between(80, 900),
            };

    private VenueParameters AnyRules() =>
        new()
        {
            Numeraire = Usd,
            MarginCallMultiple = _dice.Chance(30) ? Rate.One : new(_dice.Between(1_000_000_000, 1_500_000_000)),
            LiquidationTarget = Rate.FromPercent(_dice.Between(101, 130)),
            LiquidatesAtLine = _dice.Chance(50),
            LiquidationOrderTimeout = Duration.FromSeconds(_dice.Between(5, 60)),
            PauseLongest = Duration.FromSeconds(_dice.Between(60, 600)),
            PauseGrace = Duration.FromSeconds(_dice.Between(0, 60)),
        };

    private AssetParameters Coin(AssetId id, string symbol, int decimals, IndexId index) =>
        new()
        {
            Id = id,
            Symbol = symbol,
            Decimals = decimals,
            Index = index,
            Haircuts = new([
                new(new(_dice.Between(1, 100_000)), new(_dice.Between(0, 100_000_000))),
                new(new(_dice.Between(100_001, 300_000)), new(_dice.Between(100_000_000, 400_000_000))),
                new(new(_dice.Between(300_001, 900_000)), new(_dice.Between(400_000_000, 1_000_000_000))),
            ]),
            AccountCap = _dice.Chance(30) ? new(_dice.Between(50_000, 500_000)) : AssetLimits.MaxAmount,
            ConversionDiscount = Rate.FromBasisPoints(_dice.Between(0, 1_000)),
        };

    /// <summary>Sources that all agree and are never doubted.</summary>
    private static IndexParameters Index(IndexId id, string symbol, int decimals) =>
        new()
        {
            Id = id,
            Symbol = symbol,
            Decimals = decimals,
            Sources = [.. new[] { "a", "b", "c" }.Select(name => new IndexSource(name, 1))],
            StaleAfter = Duration.FromHours(10),
            FrozenShare = Rate.Zero,
        };

    private IEnumerable<InstrumentParameters> Instruments()
    {
        yield return Listed("BTC-PERP", Payoff.Linear, Usd, BtcIndex);
        yield return Listed("BTC-INVERSE", Payoff.Inverse, Btc, BtcIndex) with
        {
            QuantityDecimals = 0,
            Multiplier = _dice.Pick<long>([1, 10, 100]),
        };
        yield return Listed("ETH-QUANTO", Payoff.Quanto, Btc, EthIndex) with
        {
            QuantityDecimals = 0,
            MultiplierDecimals = CoinDecimals - PriceDecimals,
            Multiplier = _dice.Pick<long>([1, 7]),
        };
        yield return Listed("ETH-USDC", Payoff.Linear, Stable, EthIndex);
        yield return Dated("BTC-DATED", BtcIndex);
        yield return Listed("ETH-PERP", Payoff.Linear, Usd, EthIndex);
        yield return Listed("BTC-SPOT", Payoff.Linear, Usd, BtcIndex) with
        {
            Kind = InstrumentKind.Spot,
            BaseAsset = Btc,
            Margin = RiskTierTable.Empty,
        };
    }

    private InstrumentParameters Dated(string symbol, IndexId index) =>
        Listed(symbol, Payoff.Linear, Usd, index) with
        {
            Kind = InstrumentKind.DatedFuture,
            Expiry = Now + Duration.FromSeconds(_dice.Between(60, 1_800)),
            DeliveryWindow = Duration.FromSeconds(_dice.Between(30, 300)),
        };

    private InstrumentParameters Listed(string symbol, Payoff payoff, AssetId settlement, IndexId underlying) =>
        new()
        {
            Id = default,
            Symbol = symbol,
            Kind = InstrumentKind.Perpetual,
            Payoff = payoff,
            SettlementAsset = settlement,
            Underlying = underlying,
            PriceDecimals = PriceDecimals,
            QuantityDecimals = QuantityDecimals,
            TickSize = new(1),
            LotSize = new(1),
            Margin = AnyMargin(),
            Fees = _dice.Chance(70)
                ? FeeSchedule.Free
                : new(Rate.FromBasisPoints(_dice.Between(-5, 5)), Rate.FromBasisPoints(5), Rate.FromBasisPoints(_dice.Between(0, 100))),
            Funding = new(Duration.FromMinutes(5), Rate.FromBasisPoints(_dice.Between(-30, 30)), Rate.Zero, Rate.FromBasisPoints(300)),
        };

    private MarginSchedule AnyMargin()
    {
        var maintenance = _dice.Between(20, 900) / 10_000m;
        var initial = maintenance + (_dice.Between(0, 600) / 10_000m);
        return _dice.Below(10) switch
        {
            0 => new BracketSchedule(initial, maintenance, _dice.Between(0, 1_000) / 1_000_000m),
            1 => new AffineSchedule(initial, maintenance, _dice.Between(0, 50) / 10_000_000m, _dice.Chance(15), _dice.Chance(50)),
            2 => new TierSchedule(
                [new(0, initial / 2, maintenance / 2), new(_dice.Between(1, 50), initial, maintenance)],
                _dice.Chance(50) ? TierMeasure.Notional : TierMeasure.Size,
                _dice.Chance(50) ? TierStyle.Flat : TierStyle.Progressive,
                _dice.Chance(50) ? TierBoundary.FloorInclusive : TierBoundary.CapInclusive
            ),
            // Is never proved: orders are in maintenance margin, or the entry is.
            3 => new ProvisionedSchedule(
                AnyTiers(),
                _dice.Chance(50),
                _dice.Between(0, 100) / 100_000m,
                _dice.Chance(50) ? ClosingFeeBasis.Mark : ClosingFeeBasis.Bankruptcy,
                _dice.Chance(70)
            ),
            _ => AnyTiers(),
        };
    }

    private RiskTierTable AnyTiers()
    {
        var rows = new List<(Money, Rate, Rate)>();
        var (floor, maintenance) = (0L, _dice.Between(2, 40));
        for (var i = (int)_dice.Between(1, 4); i > 0; i--)
        {
            rows.Add((new(floor), Rate.FromBasisPoints(maintenance * 20), Rate.FromBasisPoints(maintenance * 10)));
            floor += _dice.Between(1, 60) * _dice.Pick<long>([100, 1_000, 10_000]);
            maintenance += _dice.Between(0, 50);
        }

        var boundary = _dice.Chance(50) ? TierBoundary.CapInclusive : TierBoundary.FloorInclusive;
        return _dice.Chance(50) ? RiskTierTable.Flat(rows, boundary) : RiskTierTable.Progressive(rows, boundary);
    }
}
