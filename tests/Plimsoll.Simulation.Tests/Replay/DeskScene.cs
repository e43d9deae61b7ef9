using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Simulation.Books;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Tests.Replay;

/// <summary>A venue with one coin at 10,000 dollars, two traders who are long one coin each, and the desks, worked by hand.</summary>
internal sealed class DeskScene : IVenueListener
{
    private long _seconds = PriceFiles.Start / 1000;

    public DeskScene(double openInterest, double congestionBelow = 0)
    {
        Liquidity = new() { CongestionBelow = congestionBelow, HalvingMove = congestionBelow > 0 ? 0.01 : 1_000 };
        using var files = new PriceFiles();
        var history = files.History([.. Venues.Select(venue => PriceFiles.Row(0, venue, "BTCUSD", 10_000, 10_000, 10_000, 10_000))]);
        Gateway = new(
            new MarginEngine(new VenueParameters { Numeraire = VenueListing.Dollar }),
            audit: null,
            new StatementDesk([], null, null)
        );
        Gateway.Listen(this);
        var listed = new VenueListing(Gateway, MarketMap.Create(history, MarkRule.Parse("median")), ReplayMargins.Default, Now).Perpetuals[
            0
        ];
        Gateway.Require(new FundInsurance(Now, VenueListing.Dollar, Dollars(100_000)));
        Fund = Gateway.Engine.InsuranceFundOf(VenueListing.Dollar)!.Value;
        var maker = Open(AccountKind.MarketMaker, 1_000_000);
        Market = new(listed, Liquidity, openInterest, [maker], secondsPerTick: 15);
        Desk = new(Gateway, [Market]);
        FundDesk = new(Gateway, [Market], Liquidity, Fund);
        Gateway.Listen(Desk);
        Gateway.Listen(FundDesk);
        Worse = Open(AccountKind.User, 1_000);
        Better = Open(AccountKind.User, 1_010);
        Tick(10_000);
        foreach (var trader in new[] { Better, Worse })
        {
            var leg = new TradeLeg(
                Gateway.NextTradeId(),
                listed.Id,
                new(10_000),
                new(1_000_000),
                trader,
                OrderId.None,
                maker,
                OrderId.None
            );
            Gateway.Require(new RecordTrades(Now, new[] { leg }));
        }
    }

    public VenueGateway Gateway { get; }

    public InstrumentMarket Market { get; }

    public LiquidityParameters Liquidity { get; }

    public LiquidationDesk Desk { get; }

    public FundDesk FundDesk { get; }

    public AccountId Fund { get; }

    public AccountId Worse { get; }

    public AccountId Better { get; }

    public Timestamp Now => Timestamp.FromMilliseconds(_seconds * 1000);

    public List<LiquidationOrderPlaced> Asked { get; } = [];

    public List<TradeRecorded> Trades { get; } = [];

    public List<OrderPlaced> Orders { get; } = [];

    public Dictionary<OrderId, OrderCloseReason> Closed { get; } = [];

    private static string[] Venues => ["bitfinex", "coinbase", "kraken"];

    public void Hear(in EventView heard)
    {
        switch (heard.Kind)
        {
            case EventKind.LiquidationOrderPlaced:
                Asked.Add(heard.As<LiquidationOrderPlaced>());
                break;
            case EventKind.TradeRecorded:
                Trades.Add(heard.As<TradeRecorded>());
                break;
            case EventKind.OrderPlaced:
                Orders.Add(heard.As<OrderPlaced>());
                break;
            case EventKind.OrderClosed:
                Closed.Add(heard.As<OrderClosed>().Order, heard.As<OrderClosed>().Reason);
                break;
        }
    }

    /// <summary>Fifteen seconds later all venues print a price, in dollars, and the makers quote around it.</summary>
    public void Tick(long dollars)
    {
        _seconds += 15;
        Market.Quote(dollars * 100);
        var quotes = Venues.Select((_, source) => new IndexQuote(new(0), (byte)source, new(dollars * 100), new(dollars * 100))).ToArray();
        Gateway.Require(new SubmitQuotes(Now, quotes, Array.Empty<BookQuote>()));
    }

    public long Position(AccountId account) => Gateway.Engine.PositionOf(account, Market.Id).Quantity.Units;

    /// <summary>Takes the price down to where both traders are below their line, and forgets the trades before.</summary>
    public void Crash()
    {
        Trades.Clear();
        Tick(9_020);
    }

    private static Money Dollars(long dollars) => new((Int128)dollars * 1_000_000);

    private AccountId Open(AccountKind kind, long dollars)
    {
        Gateway.Require(new OpenAccount(Now, 1, kind));
        var account = new AccountId(Gateway.Engine.AccountCount - 1);
        Gateway.Require(new DepositCollateral(Now, account, VenueListing.Dollar, Dollars(dollars)));
        return account;
    }
}
