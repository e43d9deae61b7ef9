using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>A venue of linear perpetuals, each on a coin that three sources price, whose users hold five of them; a maker stands on the other side and takes what is liquidated.</summary>
internal sealed class TickVenue
{
    private const int Coins = 20;
    private const int Sources = 3;
    private const int Positions = 5;
    private const long FirstPrice = 100_000_00;
    private static readonly AssetId Dollar = new(0);

    private readonly TestNumbers _numbers = new(20_200_312);
    private readonly long[] _prices = new long[Coins];
    private readonly AccountId _maker;
    private readonly Taker _taker;

    /// <summary>Opens the venue and its accounts.</summary>
    /// <param name="accounts">How many.</param>
    /// <param name="slack">What an account has beyond its requirement, as a share of what it holds, for a number from 0 to 1.</param>
    public TickVenue(int accounts, Func<TestNumbers, double> slack)
    {
        Pair = new(new VenueParameters { Numeraire = Dollar, PauseGrace = default });
        Array.Fill(_prices, FirstPrice);
        Pair.Prepare(
            new ListAsset(
                Now,
                new()
                {
                    Id = Dollar,
                    Symbol = "USD",
                    Decimals = 6,
                }
            )
        );
        for (ushort i = 0; i < Coins; i++)
        {
            Pair.Prepare(new ListIndex(Now, Index(i)));
            Pair.Prepare(new ListInstrument(Now, Perpetual(i)));
        }

        Pair.Prepare(Quotes());
        Pair.Prepare(new OpenAccount(Now, 0, AccountKind.MarketMaker));
        _maker = new(Pair.Certified.AccountCount - 1);
        _taker = new(Pair, _maker);
        // More than any crash here can cost: deleveraging is not what is measured.
        Pair.Prepare(new FundInsurance(Now, Dollar, new((Int128)1_000_000_000_000_000_000)));
        for (var i = 0; i < accounts; i++)
        {
            Open(i, slack(_numbers));
        }
    }

    /// <summary>Slack as it is found at venues, as far as anybody has said: lognormal, median 15 %, σ = 1.2.</summary>
    public static double Lognormal(TestNumbers numbers) => 0.15 * Math.Exp(1.2 * Gauss(numbers));

    /// <summary>Everybody at the edge: 0 to 2 %.</summary>
    public static double AtTheEdge(TestNumbers numbers) => 0.02 * numbers.Share();

    /// <summary>Two tiers.</summary>
    public static RiskTierTable Tiers { get; } =
        RiskTierTable.Progressive(
            [
                (Money.Zero, Rate.FromBasisPoints(100), Rate.FromBasisPoints(40)),
                (new(50_000_000_000), Rate.FromBasisPoints(150), Rate.FromBasisPoints(50)),
            ],
            TierBoundary.FloorInclusive
        );

    public EnginePair Pair { get; }

    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1_600_000_000_000);

    /// <summary>One tick of all coins: 5 bp of common and own noise, one move in 2,000 twenty times as large; measured, and what it liquidates is filled.</summary>
    /// <param name="isMeasured">Otherwise the full scan's engine only follows.</param>
    public void Walk(bool isMeasured = true)
    {
        var common = Gauss(_numbers);
        for (var i = 0; i < Coins; i++)
        {
            var move = 0.0005 * ((0.7 * common) + (0.7 * Gauss(_numbers)));
            Move(i, _numbers.Below(2_000) == 0 ? 20 * move : move);
        }

        Show(isMeasured);
    }

    /// <summary>One tick in which all coins move by about the same share.</summary>
    public void Jump(double share)
    {
        for (var i = 0; i < Coins; i++)
        {
            Move(i, share * (1 + (0.05 * Gauss(_numbers))));
        }

        Show(isMeasured: true);
    }

    /// <summary>Who falls below the line in a pause is told and held, not liquidated.</summary>
    public void Pause() => Pair.Both(new PauseVenue(Now));

    public void Resume()
    {
        Pair.Both(new ResumeVenue(Now));
        _taker.Fill(Now, isDecidedByAll: true);
    }

    /// <summary>Who is below so many percent of maintenance margin is called from the next tick on: every certificate and every row rests on it.</summary>
    public void ChangeRules(int callPercent)
    {
        var rules = new VenueParameters
        {
            Numeraire = Dollar,
            PauseGrace = default,
            MarginCallMultiple = Rate.FromPercent(callPercent),
        };
        Pair.Both(new ChangeVenue(Now, rules, Now + Duration.FromSeconds(1)));
    }

    /// <summary>A command that concerns one account, measured.</summary>
    public void Deposit() => Pair.Tick(new DepositCollateral(Now, new(Pair.Certified.AccountCount - 1), Dollar, new(1)));

    private void Show(bool isMeasured)
    {
        Now += Duration.FromSeconds(1);
        if (isMeasured)
            Pair.Tick(Quotes());
        else
            Pair.Prepare(Quotes());

        _taker.Fill(Now, isMeasured);
    }

    private void Open(int owner, double slack)
    {
        Pair.Prepare(new OpenAccount(Now, owner, AccountKind.User));
        var account = new AccountId(Pair.Certified.AccountCount - 1);
        var first = _numbers.Below(Coins / Positions) * Positions;
        var legs = new TradeLeg[Positions];
        var gross = 0.0;
        for (var i = 0; i < Positions; i++)
        {
            var lots = (1 + _numbers.Below(200)) * (_numbers.Below(2) == 0 ? 1 : -1);
            legs[i] = new(_taker.NextTrade(), new((ushort)(first + i)), new(lots), new(FirstPrice), account, default, _maker, default);
            gross += Math.Abs(lots) / 1_000.0 * FirstPrice / 100;
        }

        Pair.Prepare(new DepositCollateral(Now, account, Dollar, new((Int128)(((gross * (slack + 0.0055)) + 1) * 1e6))));
        Pair.Prepare(new RecordTrades(Now, legs));
    }

    private void Move(int coin, double share) => _prices[coin] = Math.Max(1, (long)(_prices[coin] * (1 + share)));

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

    internal static IndexParameters Index(ushort id) =>
        new()
        {
            Id = new(id),
            Symbol = $"C{id}/USD",
            Decimals = 2,
            Sources = [new("a", 1), new("b", 1), new("c", 1)],
        };

    internal static InstrumentParameters Perpetual(ushort id) =>
        new()
        {
            Id = new(id),
            Symbol = $"C{id}-PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = Dollar,
            Underlying = new(id),
            PriceDecimals = 2,
            QuantityDecimals = 3,
            TickSize = new(1),
            LotSize = new(1),
            Margin = Tiers,
        };

    internal static double Gauss(TestNumbers numbers) =>
        Math.Sqrt(-2 * Math.Log(1 - numbers.Share())) * Math.Cos(2 * Math.PI * numbers.Share());
}
