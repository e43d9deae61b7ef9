using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <summary>A small venue in whole numbers, driven line by line: dollars without cents, contracts without fractions.</summary>
/// <remarks>
/// USD (0 decimals) is the numeraire, asset 0. BTC (asset 1, 2 decimals) has a haircut of 10 % and index 0. PERP (instrument 0) is a linear perpetual on
/// index 0: tick 1, lot 1, initial 10 %, maintenance 5 %, liquidation fee 1 %, no trading fees. Indices have three sources that agree unless told otherwise.
/// </remarks>
public sealed partial class Scenario
{
    /// <summary>The dollar: asset 0, the numeraire.</summary>
    public static readonly AssetId Usd = new(0);

    /// <summary>Bitcoin: asset 1, two decimals, 10 % haircut, 5 % conversion discount.</summary>
    public static readonly AssetId Btc = new(1);

    /// <summary>The index of bitcoin in dollars.</summary>
    public static readonly IndexId BtcUsd = new(0);

    /// <summary>The linear perpetual.</summary>
    public static readonly InstrumentId Perp = new(0);

    private readonly List<string> _log = [];
    private readonly List<MoneyPosted> _postings = [];
    private long _nextTrade = 1;

    /// <summary>Opens the venue, without prices yet.</summary>
    public Scenario(VenueParameters? venue = null, IndexParameters? index = null, InstrumentParameters? perp = null)
    {
        Engine = new(venue ?? new VenueParameters { Numeraire = Usd });
        Do(new ListAsset(Now, Dollar));
        Do(new ListIndex(Now, index ?? ThreeSources));
        Do(new ListAsset(Now, Bitcoin));
        Do(new ListInstrument(Now, perp ?? Perpetual));
        _log.Clear();
        _indices = 1;
        _postings.Clear();
    }

    /// <summary>The engine under test.</summary>
    public MarginEngine Engine { get; }

    /// <summary>The stamp of the next command.</summary>
    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1_600_000_000_000);

    /// <summary>All events so far, one line each, as they print.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>The kinds of events of the latest command, in order.</summary>
    public IReadOnlyList<EventKind> LatestKinds => [.. Enumerable.Range(0, Engine.Events.Count).Select(i => Engine.Events[i].Kind)];

    /// <summary>The dollar.</summary>
    public static AssetParameters Dollar { get; } =
        new()
        {
            Id = Usd,
            Symbol = "USD",
            Decimals = 0,
        };

    /// <summary>Bitcoin.</summary>
    public static AssetParameters Bitcoin { get; } =
        new()
        {
            Id = Btc,
            Symbol = "BTC",
            Decimals = 2,
            Index = BtcUsd,
            Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(10)),
            ConversionDiscount = Rate.FromPercent(5),
        };

    /// <summary>Three equal sources, no decimals, no memory of frozen ranges.</summary>
    public static IndexParameters ThreeSources { get; } = Index("a", "b", "c");

    /// <summary>The perpetual.</summary>
    public static InstrumentParameters Perpetual { get; } =
        new()
        {
            Id = Perp,
            Symbol = "PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = Usd,
            Underlying = BtcUsd,
            PriceDecimals = 0,
            QuantityDecimals = 0,
            TickSize = new(1),
            LotSize = new(1),
            Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(10), Rate.FromPercent(5))], TierBoundary.FloorInclusive),
            Fees = new(Rate.Zero, Rate.Zero, Rate.FromPercent(1)),
        };

    /// <summary>An index with equal sources of these names.</summary>
    public static IndexParameters Index(params string[] sources) =>
        new()
        {
            Id = BtcUsd,
            Symbol = "BTC/USD",
            Decimals = 0,
            Sources = [.. sources.Select(name => new IndexSource(name, 1))],
            FrozenShare = Rate.Zero,
        };

    /// <summary>Applies a command and demands that it is accepted.</summary>
    public Scenario Do(Command command)
    {
        var result = Try(command);
        return result.IsAccepted ? this : throw new InvalidOperationException($"{command} was refused: {result}.");
    }

    /// <summary>Applies a command and returns the answer.</summary>
    public CommandResult Try(Command command)
    {
        var result = Engine.Apply(command);
        for (var i = 0; i < Engine.Events.Count; i++)
        {
            _log.Add(EventText.Of(Engine.Events[i]));
            if (Engine.Events[i].Kind == EventKind.IndexPriceChanged)
            {
                var changed = Engine.Events[i].As<IndexPriceChanged>();
                _live[changed.Index] = changed.LiveSources;
            }

            if (Engine.Events[i].Kind == EventKind.MoneyPosted)
            {
                _postings.Add(Engine.Events[i].As<MoneyPosted>());
            }

            if (Engine.Events[i].Kind == EventKind.LiquidationOrderPlaced)
            {
                LatestLiquidationOrder = Engine.Events[i].As<LiquidationOrderPlaced>().Order;
            }
        }

        return result;
    }

    /// <summary>Lets time pass without a command; the next one is stamped with it.</summary>
    public Scenario Wait(Duration duration)
    {
        Now += duration;
        return this;
    }

    /// <summary>Lets time pass and tells the engine.</summary>
    public Scenario Advance(Duration duration) => Wait(duration).Do(new AdvanceTime(Now));

    /// <summary>A user with this many dollars.</summary>
    public AccountId User(long dollars = 0, int owner = 1)
    {
        Do(new OpenAccount(Now, owner, AccountKind.User));
        var account = new AccountId(Engine.AccountCount - 1);
        return dollars == 0 ? account : Deposit(account, Usd, dollars);
    }

    /// <summary>A market maker.</summary>
    public AccountId Maker()
    {
        Do(new OpenAccount(Now, 0, AccountKind.MarketMaker));
        return new(Engine.AccountCount - 1);
    }

    /// <summary>Deposits units of an asset.</summary>
    public AccountId Deposit(AccountId account, AssetId asset, long units)
    {
        Do(new DepositCollateral(Now, account, asset, new(units)));
        return account;
    }

    /// <summary>Pays dollars into the insurance fund.</summary>
    public Scenario Fund(long dollars) => Do(new FundInsurance(Now, Usd, new(dollars)));

    /// <summary>All sources of the index quote this price.</summary>
    public Scenario Price(long price, IndexId? index = null) => Do(new SubmitQuotes(Now, Quotes(price, index ?? BtcUsd), default));

    /// <summary>The sources quote these prices, in order of place.</summary>
    public Scenario Prices(params long[] prices) =>
        Do(
            new SubmitQuotes(
                Now,
                prices.Select((price, place) => new IndexQuote(BtcUsd, (byte)place, new(price), new(price))).ToArray(),
                default
            )
        );

    /// <summary>Books a trade between two accounts; above zero the taker buys.</summary>
    public long Trade(AccountId taker, AccountId maker, long quantity, long price, InstrumentId? instrument = null, OrderId order = default)
    {
        var id = _nextTrade++;
        Do(new RecordTrades(Now, Leg(id, taker, maker, quantity, price, instrument, order)));
        return id;
    }

    /// <summary>The matching engine fills the liquidation order of an account against a maker.</summary>
    public Scenario FillLiquidation(AccountId account, AccountId maker, long quantity, long price)
    {
        Trade(account, maker, quantity, price, null, LatestLiquidationOrder);
        return this;
    }

    /// <summary>The latest order that the engine placed.</summary>
    public OrderId LatestLiquidationOrder { get; private set; }

    /// <summary>The newest liquidation order among the latest events, if there is one.</summary>
    public LiquidationOrderPlaced? LiquidationOrder()
    {
        LiquidationOrderPlaced? found = null;
        for (var i = 0; i < Engine.Events.Count; i++)
        {
            if (Engine.Events[i].Kind == EventKind.LiquidationOrderPlaced)
            {
                found = Engine.Events[i].As<LiquidationOrderPlaced>();
            }
        }

        return found;
    }

    /// <summary>The book has nothing for the latest liquidation order.</summary>
    public Scenario BookRefuses() => Do(new ReportOrderDone(Now, LatestLiquidationOrder));

    /// <summary>A balance as a plain number.</summary>
    public long Balance(AccountId account, AssetId? asset = null) => (long)Engine.Balance(account, asset ?? Usd).Units;

    /// <summary>A position as a plain number.</summary>
    public long Position(AccountId account, InstrumentId? instrument = null) =>
        Engine.PositionOf(account, instrument ?? Perp).Quantity.Units;

    /// <summary>The sum of every account's balance in an asset: zero, or money was made.</summary>
    public Int128 Imbalance(AssetId asset)
    {
        Int128 sum = 0;
        for (var i = 0; i < Engine.AccountCount; i++)
        {
            sum += Engine.Balance(new(i), asset).Units;
        }

        return sum;
    }

    private TradeLeg[] Leg(long id, AccountId taker, AccountId maker, long quantity, long price, InstrumentId? instrument, OrderId order) =>
        [new(id, instrument ?? Perp, new(quantity), new(price), taker, order, maker, OrderId.None)];

    private static IndexQuote[] Quotes(long price, IndexId index) =>
        [.. Enumerable.Range(0, 3).Select(place => new IndexQuote(index, (byte)place, new(price), new(price)))];
}
