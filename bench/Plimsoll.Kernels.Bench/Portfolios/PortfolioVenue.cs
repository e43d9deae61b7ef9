using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Portfolios;

/// <summary>A venue of options on one index: 6 expiries, 20 strikes, calls and puts; each account under portfolio margin holds ten of them.</summary>
internal sealed class PortfolioVenue
{
    private const int Expiries = 6;
    private const int Strikes = 20;
    private const int Held = 10;
    private const long Price = 60_000_00;
    private static readonly IndexId Index = new(0);
    private static readonly Timestamp Opened = Timestamp.FromMilliseconds(1_600_000_000_000);
    private readonly TestNumbers _numbers = new(5);
    private readonly AccountId _maker;
    private readonly AccountId _first;
    private Timestamp _now = Opened;
    private long _price = Price;
    private ushort _listed;

    public PortfolioVenue(PortfolioRule rule, int accounts)
    {
        Do(
            new ListAsset(
                _now,
                new()
                {
                    Id = new(0),
                    Symbol = "USD",
                    Decimals = 6,
                }
            )
        );
        Do(
            new ListIndex(
                _now,
                new()
                {
                    Id = Index,
                    Symbol = "BTC/USD",
                    Decimals = 2,
                    Sources = [new("a", 1), new("b", 1), new("c", 1)],
                    FrozenShare = Rate.Zero,
                }
            )
        );
        var slices = new List<SurfaceSlice>();
        for (var expiry = 0; expiry < Expiries; expiry++)
        {
            var at = Opened + Duration.FromHours(24 * 7 * (expiry + 1));
            slices.Add(
                new(at, Price / 100 * SurfaceSlice.UnitsPerWhole, SviParameters.FromReal(0.006 * (expiry + 1), 0.03, -0.3, 0.01, 0.1))
            );
            for (var strike = 0; strike < Strikes; strike++)
            {
                List(at, 40_000_00 + (strike * 2_000_00), OptionType.Call);
                List(at, 40_000_00 + (strike * 2_000_00), OptionType.Put);
            }
        }

        Do(
            new ListScheme(
                _now,
                new()
                {
                    Id = new(1),
                    Symbol = "PM",
                    Rule = rule,
                }
            )
        );
        Quote();
        Do(new SetSurface(_now, Index, slices.ToArray()));
        _maker = Open(AccountKind.MarketMaker);
        _first = new(Engine.AccountCount);
        for (var i = 0; i < accounts; i++)
        {
            Hold(Open(AccountKind.User));
        }
    }

    /// <summary>Eight prices and four volatilities.</summary>
    public static ScenarioRule Rule { get; } =
        new(
            "grid",
            new([
                new(
                    "grid",
                    [
                        .. new[] { 0.84, 0.88, 0.92, 0.96, 1.04, 1.08, 1.12, 1.16 }.SelectMany(factor =>
                            new ScenarioRow[]
                            {
                                new(factor, VolatilityMove.Up),
                                new(factor, VolatilityMove.Down),
                                new(factor, VolatilityMove.None),
                                new(factor, VolatilityMove.Up) { VolatilityFactor = 1.2 },
                            }
                        ),
                    ]
                ),
            ])
            {
                Volatility = new(0.5, 0.275)
                {
                    ShortPower = 0.3,
                    LongPower = 0.13,
                    FloorDays = 1,
                },
                MaintenanceFactor = 0.8,
            }
        );

    /// <summary>The same with two charges in both levels.</summary>
    public static ScenarioRule ChargedRule { get; } =
        new(
            "grid and charges",
            Rule.Model with
            {
                Charges =
                [
                    new ShortOptionCharge("shorts", ChargeStage.WithScenarios, ChargeLevels.Both, 0.01),
                    new DeltaCharge("least", ChargeStage.Floor, ChargeLevels.Both, 0.02, 0.01),
                ],
            }
        );

    public MarginEngine Engine { get; } = new(new VenueParameters { Numeraire = new(0) });

    /// <summary>The index moves by up to a thousandth.</summary>
    public void Tick()
    {
        _now += Duration.FromSeconds(1);
        _price = Math.Clamp(_price + _numbers.Below(12_000) - 6_000, Price * 9 / 10, Price * 11 / 10);
        Quote();
    }

    /// <summary>An order of some account for some option, small enough to be accepted.</summary>
    public PlaceOrder AnyOrder(TestNumbers numbers)
    {
        var account = new AccountId(_first.Value + numbers.Below((uint)(Engine.AccountCount - _first.Value)));
        var instrument = new InstrumentId((ushort)numbers.Below(Expiries * Strikes * 2));
        var mark = Engine.MarkPrice(instrument).Units;
        var limit = Math.Max(100, mark / 100 * 100);
        return new(_now, account, instrument, new(numbers.Below(2) == 0 ? 10 : -10), new(limit), false, 0);
    }

    /// <summary>A hash of what the first accounts need on the second day at a price.</summary>
    public ulong Requirements(int accounts)
    {
        (_now, _price) = (Opened + Duration.FromHours(24), Price + 1_234_56);
        Quote();
        var words = new List<long>();
        for (var i = 0; i < accounts; i++)
        {
            var margin = Engine.MarginOf(new(_first.Value + i));
            words.Add((long)margin.InitialMargin.Units);
            words.Add((long)margin.MaintenanceMargin.Units);
        }

        return TestNumbers.Hash(words.ToArray());
    }

    private void List(Timestamp expiry, long strike, OptionType right)
    {
        var number = _listed++;
        Do(
            new ListInstrument(
                _now,
                new()
                {
                    Id = new(number),
                    Symbol = $"{right}{number}",
                    Kind = InstrumentKind.Option,
                    Option = new(right, new(strike)),
                    Payoff = Payoff.Linear,
                    SettlementAsset = new(0),
                    Underlying = Index,
                    PriceDecimals = 2,
                    QuantityDecimals = 3,
                    TickSize = new(100),
                    LotSize = new(1),
                    Expiry = expiry,
                    Margin = new OptionSchedule(
                        right,
                        strike / 100,
                        false,
                        new()
                        {
                            Base = 0.15m,
                            Floor = 0.1m,
                            Maintenance = 0.075m,
                            IsMarkAdded = false,
                            IsLongWorthHeld = true,
                        }
                    ),
                }
            )
        );
    }

    private AccountId Open(AccountKind kind)
    {
        Do(new OpenAccount(_now, 0, kind));
        return new(Engine.AccountCount - 1);
    }

    private void Hold(AccountId account)
    {
        Do(new DepositCollateral(_now, account, new(0), new(1_000_000_000_000)));
        Do(new SetScheme(_now, account, new(1)));
        var legs = new TradeLeg[Held];
        for (var i = 0; i < Held; i++)
        {
            var instrument = new InstrumentId((ushort)_numbers.Below(Expiries * Strikes * 2));
            var size = 100 + _numbers.Below(1_000);
            var price = new Price(Math.Max(100, Engine.MarkPrice(instrument).Units / 100 * 100));
            legs[i] = new(
                (account.Value * Held) + i + 1,
                instrument,
                new(_numbers.Below(2) == 0 ? size : -size),
                price,
                account,
                default,
                _maker,
                default
            );
        }

        Do(new RecordTrades(_now, legs));
    }

    private void Quote()
    {
        Do(
            new SubmitQuotes(
                _now,
                new IndexQuote[]
                {
                    new(Index, 0, new(_price), new(_price)),
                    new(Index, 1, new(_price), new(_price)),
                    new(Index, 2, new(_price), new(_price)),
                },
                default
            )
        );
    }

    private void Do(Command command)
    {
        var result = Engine.Apply(command);
        if (!result.IsAccepted)
        {
            throw new InvalidOperationException($"{command} was refused: {result}.");
        }
    }
}
