using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>A venue of inverse perpetuals, each margined in its own coin: accounts that fit no row of the columns. Users hold three of them.</summary>
internal sealed class InverseVenue
{
    private const int Coins = 10;
    private const int Sources = 3;
    private const int Positions = 3;
    private const long FirstPrice = 100_000_00;
    private const double MaintenanceAndFees = 0.006;
    private static readonly AssetId Dollar = new(0);

    private readonly TestNumbers _numbers = new(7);
    private readonly long[] _prices = new long[Coins];
    private readonly AccountId _maker;
    private readonly Taker _taker;

    /// <summary>Opens the venue and its accounts.</summary>
    /// <param name="accounts">How many.</param>
    /// <param name="slack">What an account has beyond its requirement, as a share of what it holds.</param>
    public InverseVenue(int accounts, Func<TestNumbers, double> slack)
    {
        Pair = new(new VenueParameters { Numeraire = Dollar, PauseGrace = default });
        Array.Fill(_prices, FirstPrice);
        var dollar = new AssetParameters
        {
            Id = Dollar,
            Symbol = "USD",
            Decimals = 6,
        };
        Pair.Prepare(new ListAsset(Now, dollar));
        for (ushort i = 0; i < Coins; i++)
        {
            Pair.Prepare(new ListIndex(Now, TickVenue.Index(i)));
            Pair.Prepare(new ListAsset(Now, Coin(i)));
            Pair.Prepare(new ListInstrument(Now, Perpetual(i)));
        }

        Pair.Prepare(Quotes());
        Pair.Prepare(new OpenAccount(Now, 0, AccountKind.MarketMaker));
        _maker = new(Pair.Certified.AccountCount - 1);
        _taker = new(Pair, _maker);
        for (var i = 0; i < accounts; i++)
        {
            Open(i, slack);
        }
    }

    public EnginePair Pair { get; }

    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1_600_000_000_000);

    /// <summary>One tick of all coins: 5 bp of common and own noise.</summary>
    public void Walk(bool isMeasured = true)
    {
        var common = TickVenue.Gauss(_numbers);
        for (var i = 0; i < Coins; i++)
        {
            Move(i, 0.0005 * ((0.7 * common) + (0.7 * TickVenue.Gauss(_numbers))));
        }

        Show(isMeasured);
    }

    /// <summary>One tick in which all coins move by about the same share.</summary>
    public void Jump(double share)
    {
        for (var i = 0; i < Coins; i++)
        {
            Move(i, share * (1 + (0.05 * TickVenue.Gauss(_numbers))));
        }

        Show(isMeasured: true);
    }

    /// <summary>Who falls below the line in a pause is told and held, not liquidated.</summary>
    public void Pause() => Pair.Both(new PauseVenue(Now));

    private void Open(int owner, Func<TestNumbers, double> slack)
    {
        Pair.Prepare(new OpenAccount(Now, owner, AccountKind.User));
        var account = new AccountId(Pair.Certified.AccountCount - 1);
        var first = _numbers.Below(Coins - Positions + 1);
        var legs = new TradeLeg[Positions];
        for (var i = 0; i < Positions; i++)
        {
            var contracts = (100 + _numbers.Below(2_000)) * (_numbers.Below(2) == 0 ? 1 : -1);
            legs[i] = new(_taker.NextTrade(), new((ushort)(first + i)), new(contracts), new(FirstPrice), account, default, _maker, default);
            var held = Math.Abs(contracts) * 10.0 / (FirstPrice / 100.0);
            var coins = held * (slack(_numbers) + MaintenanceAndFees);
            // Five per cent of it count for nothing.
            Pair.Prepare(new DepositCollateral(Now, account, new((byte)(first + i + 1)), new((Int128)(coins * 1.06e8) + 1_000)));
        }

        Pair.Prepare(new RecordTrades(Now, legs));
    }

    private void Move(int coin, double share) => _prices[coin] = Math.Max(1, (long)(_prices[coin] * (1 + share)));

    private void Show(bool isMeasured)
    {
        Now += Duration.FromSeconds(1);
        if (isMeasured)
            Pair.Tick(Quotes());
        else
            Pair.Prepare(Quotes());

        _taker.Fill(Now, isMeasured);
    }

    private SubmitQuotes Quotes()
    {
        var quotes = new IndexQuote[Coins * Sources];
        for (var i = 0; i < quotes.Length; i++)
        {
            var price = new Price(_prices[i / Sources]);
            quotes[i] = new(new((ushort)(i / Sources)), (byte)(i % Sources), price, price);
        }

        return new(Now, quotes, default);
    }

    private static AssetParameters Coin(ushort index) =>
        new()
        {
            Id = new((byte)(index + 1)),
            Symbol = $"C{index}",
            Decimals = 8,
            Index = new(index),
            Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(5)),
        };

    private static InstrumentParameters Perpetual(ushort id) =>
        TickVenue.Perpetual(id) with
        {
            Payoff = Payoff.Inverse,
            SettlementAsset = new((byte)(id + 1)),
            QuantityDecimals = 0,
            Multiplier = 10,
            Margin = RiskTierTable.Progressive(
                [
                    (Money.Zero, Rate.FromBasisPoints(100), Rate.FromBasisPoints(40)),
                    (new(50_000_000), Rate.FromBasisPoints(150), Rate.FromBasisPoints(50)),
                ],
                TierBoundary.FloorInclusive
            ),
        };
}
