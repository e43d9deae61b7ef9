using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Benchmarks;

/// <summary>A venue of a usual shape: USD and BTC as collateral, two linear perpetuals with Binance-like tiers, users who stay solvent.</summary>
public sealed record BenchmarkWorld(MarginEngine Engine, AccountId FirstAccount)
{
    /// <summary>Builds the venue.</summary>
    public static BenchmarkWorld Create(Timestamp at, int accounts)
    {
        var engine = new MarginEngine(new VenueParameters { Numeraire = new(0) });
        Do(
            engine,
            new ListAsset(
                at,
                new()
                {
                    Id = new(0),
                    Symbol = "USD",
                    Decimals = 6,
                }
            )
        );
        Do(engine, new ListIndex(at, Index()));
        Do(
            engine,
            new ListAsset(
                at,
                new()
                {
                    Id = new(1),
                    Symbol = "BTC",
                    Decimals = 8,
                    Index = new(0),
                    Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(10)),
                }
            )
        );
        Do(engine, new ListInstrument(at, Perpetual(0)));
        Do(engine, new ListInstrument(at, Perpetual(1)));
        Do(engine, Quote(at, 8_000_00));
        Do(engine, new OpenAccount(at, 0, AccountKind.MarketMaker));
        var maker = new AccountId(engine.AccountCount - 1);
        var first = new AccountId(engine.AccountCount);
        for (var i = 0; i < accounts; i++)
        {
            Open(engine, at, maker, i);
        }

        return new(engine, first);
    }

    /// <summary>Three sources quote one price in cents.</summary>
    public static SubmitQuotes Quote(Timestamp at, long cents) =>
        new(
            at,
            new IndexQuote[]
            {
                new(new(0), 0, new(cents), new(cents)),
                new(new(0), 1, new(cents), new(cents)),
                new(new(0), 2, new(cents), new(cents)),
            },
            default
        );

    /// <summary>The same, and the top of both books a dollar around it.</summary>
    public static SubmitQuotes Tick(Timestamp at, long cents) =>
        Quote(at, cents) with
        {
            BookQuotes = new BookQuote[]
            {
                new(new(0), new(cents - 100), new(cents + 100), new(cents)),
                new(new(1), new(cents - 100), new(cents + 100), new(cents)),
            },
        };

    private static void Open(MarginEngine engine, Timestamp at, AccountId maker, int number)
    {
        Do(engine, new OpenAccount(at, number, AccountKind.User));
        var account = new AccountId(engine.AccountCount - 1);
        Do(engine, new DepositCollateral(at, account, new(0), new(2_000_000_000)));
        Do(engine, new DepositCollateral(at, account, new(1), new(10_000_000)));
        var size = number % 2 == 0 ? 500 : -400;
        var legs = new TradeLeg[]
        {
            new((2 * number) + 1, new(0), new(size), new(8_000_00), account, default, maker, default),
            new((2 * number) + 2, new(1), new(-size / 2), new(8_000_00), account, default, maker, default),
        };
        Do(engine, new RecordTrades(at, legs));
    }

    private static void Do(MarginEngine engine, Command command)
    {
        var result = engine.Apply(command);
        if (!result.IsAccepted)
        {
            throw new InvalidOperationException($"{command} was refused: {result}.");
        }
    }

    private static IndexParameters Index() =>
        new()
        {
            Id = new(0),
            Symbol = "BTC/USD",
            Decimals = 2,
            Sources = [new("a", 1), new("b", 1), new("c", 1)],
        };

    private static InstrumentParameters Perpetual(ushort id) =>
        new()
        {
            Id = new(id),
            Symbol = $"PERP{id}",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = new(0),
            Underlying = new(0),
            PriceDecimals = 2,
            QuantityDecimals = 3,
            TickSize = new(50),
            LotSize = new(1),
            Margin = RiskTierTable.Progressive(
                [
                    (Money.Zero, Rate.FromBasisPoints(100), Rate.FromBasisPoints(40)),
                    (new(50_000_000_000), Rate.FromBasisPoints(150), Rate.FromBasisPoints(50)),
                    (new(600_000_000_000), Rate.FromBasisPoints(200), Rate.FromBasisPoints(65)),
                ],
                TierBoundary.FloorInclusive
            ),
            Fees = new(Rate.FromBasisPoints(1), Rate.FromBasisPoints(5), Rate.FromBasisPoints(50)),
        };
}
