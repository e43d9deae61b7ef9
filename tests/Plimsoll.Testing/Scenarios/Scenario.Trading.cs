using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <content>Listing more than the standard venue has, orders, and reading what happened.</content>
public sealed partial class Scenario
{
    private readonly Dictionary<IndexId, int> _live = [];
    private int _indices;

    /// <summary>Every posting so far, in order.</summary>
    public IReadOnlyList<MoneyPosted> Postings => _postings;

    /// <summary>Lists an asset under the next number.</summary>
    public AssetId List(AssetParameters asset)
    {
        var id = new AssetId((byte)Engine.CopyMarket().AssetCount);
        Do(new ListAsset(Now, asset with { Id = id }));
        return id;
    }

    /// <summary>Lists an index under the next number.</summary>
    public IndexId List(IndexParameters index)
    {
        var id = new IndexId((ushort)_indices++);
        Do(new ListIndex(Now, index with { Id = id }));
        return id;
    }

    /// <summary>Lists an instrument under the next number.</summary>
    public InstrumentId List(InstrumentParameters instrument)
    {
        var id = new InstrumentId((ushort)Engine.CopyMarket().InstrumentCount);
        Do(new ListInstrument(Now, instrument with { Id = id }));
        return id;
    }

    /// <summary>Places an order that must be accepted; above zero buys.</summary>
    public OrderId Order(
        AccountId account,
        long quantity,
        long limit,
        InstrumentId? instrument = null,
        bool isReduceOnly = false,
        long clientOrderId = 0
    )
    {
        Do(new PlaceOrder(Now, account, instrument ?? Perp, new(quantity), new(limit), isReduceOnly, clientOrderId));
        return Latest<OrderPlaced>()[0].Order;
    }

    /// <summary>Places an order and returns the answer.</summary>
    public CommandResult TryOrder(
        AccountId account,
        long quantity,
        long limit,
        InstrumentId? instrument = null,
        bool isReduceOnly = false,
        long clientOrderId = 0
    ) => Try(new PlaceOrder(Now, account, instrument ?? Perp, new(quantity), new(limit), isReduceOnly, clientOrderId));

    /// <summary>A user with this many dollars who bought 10 perpetuals at 100 from a maker.</summary>
    public AccountId LongTen(long dollars, AccountId? maker = null)
    {
        var user = User(dollars);
        Trade(user, maker ?? Maker(), 10, 100);
        return user;
    }

    /// <summary>Chooses isolated margin and returns the account that will carry the position.</summary>
    public AccountId Isolate(AccountId account, InstrumentId? instrument = null, Leverage leverage = default)
    {
        Do(new SetMarginMode(Now, account, instrument ?? Perp, MarginMode.Isolated, leverage));
        return Engine.MarginUnitOf(account, instrument ?? Perp);
    }

    /// <summary>The sources of an index quote these prices, in order of place; a missing one does not quote.</summary>
    public Scenario Sources(IndexId index, params long?[] prices) =>
        Do(
            new SubmitQuotes(
                Now,
                prices
                    .Select((price, place) => (Price: price, Place: (byte)place))
                    .Where(quote => quote.Price is not null)
                    .Select(quote => new IndexQuote(index, quote.Place, new(quote.Price!.Value), new(quote.Price.Value)))
                    .ToArray(),
                default
            )
        );

    /// <summary>All three sources of several indices quote at once: one decision for all of them.</summary>
    public Scenario Prices(params (IndexId Index, long Price)[] prices) =>
        Do(new SubmitQuotes(Now, prices.SelectMany(entry => Quotes(entry.Price, entry.Index)).ToArray(), default));

    /// <summary>Sources of the standard index quote a bid and an ask each.</summary>
    public Scenario Quote(params (byte Source, long Bid, long Ask)[] quotes) =>
        Do(
            new SubmitQuotes(
                Now,
                quotes.Select(quote => new IndexQuote(BtcUsd, quote.Source, new(quote.Bid), new(quote.Ask))).ToArray(),
                default
            )
        );

    /// <summary>How many sources of an index are live, by the events so far.</summary>
    public int LiveSources(IndexId index) => _live.GetValueOrDefault(index);

    /// <summary>The top of an instrument's own book.</summary>
    public Scenario Book(long bid, long ask, long last, InstrumentId? instrument = null) =>
        Do(new SubmitQuotes(Now, default, new BookQuote[] { new(instrument ?? Perp, new(bid), new(ask), new(last)) }));

    /// <summary>The events of one type among those of the latest command, in order.</summary>
    public IReadOnlyList<T> Latest<T>()
        where T : unmanaged, IEvent
    {
        var found = new List<T>();
        for (var i = 0; i < Engine.Events.Count; i++)
        {
            if (Engine.Events[i].Kind == T.Kind)
            {
                found.Add(Engine.Events[i].As<T>());
            }
        }

        return found;
    }

    /// <summary>Applies a command and demands that it is refused and changes nothing.</summary>
    public CommandResult Refused(Command command)
    {
        var (state, events, sequence) = (Engine.StateHash(), Engine.EventHash.ToArray(), Engine.Sequence);
        var result = Try(command);
        var isUnchanged =
            Engine.StateHash().AsSpan().SequenceEqual(state)
            && Engine.EventHash.SequenceEqual(events)
            && Engine.Sequence == sequence
            && Engine.Events.Count == 0;
        return result.IsAccepted || !isUnchanged
            ? throw new InvalidOperationException($"{command} was not refused without a trace: {result}.")
            : result;
    }

    /// <summary>The insurance fund of dollars.</summary>
    public AccountId DollarFund => Engine.InsuranceFundOf(Usd)!.Value;

    /// <summary>What an account's position cost, as a plain number.</summary>
    public long Cost(AccountId account, InstrumentId? instrument = null) => (long)Engine.PositionOf(account, instrument ?? Perp).Cost.Units;

    /// <summary>Equity of an account in dollars.</summary>
    public long Equity(AccountId account) => (long)Engine.MarginOf(account).Equity.Units;

    /// <summary>Where an account stands.</summary>
    public AccountCondition Condition(AccountId account) => Engine.ConditionOf(account);

    /// <summary>One expiry of a surface whose volatility is the same at every strike.</summary>
    /// <param name="expiry">When it expires.</param>
    /// <param name="volatility">Per root of a year: 0.2 is twenty percent.</param>
    /// <param name="forward">The forward in dollars.</param>
    public SurfaceSlice Flat(Timestamp expiry, double volatility, double forward) =>
        new(
            expiry,
            (long)(forward * SurfaceSlice.UnitsPerWhole),
            SviParameters.FromReal(volatility * volatility * (expiry - Now).Nanoseconds / (365.0 * 86_400 * 1e9), 0, 0, 0, 1)
        );

    /// <summary>Sets the surface of bitcoin.</summary>
    public Scenario Surface(params SurfaceSlice[] slices) => Do(new SetSurface(Now, BtcUsd, slices));

    /// <summary>A mark price as a plain number.</summary>
    public long Mark(InstrumentId instrument) => Engine.MarkPrice(instrument).Units;
}
