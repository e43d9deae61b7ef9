using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Marking;
using Plimsoll.Simulation.Books;
using Plimsoll.Simulation.Markets;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>One perpetual at the simulated venue: its grid, its book and its makers.</summary>
internal sealed class InstrumentMarket
{
    private readonly MakerQuotes _quotes;
    private readonly List<BookFill> _fills = [];
    private long _last;

    public InstrumentMarket(
        ListedPerpetual listed,
        LiquidityParameters parameters,
        double openInterest,
        AccountId[] makers,
        double secondsPerTick
    )
    {
        Listed = listed;
        Makers = makers;
        Liquidity = new(parameters, secondsPerTick);
        DollarsPerLotTick = listed.DollarsPerLotTick;
        var accounts = Array.ConvertAll(makers, maker => maker.Value);
        _quotes = new(DepthProfile.For(listed.Underlying.Coin), openInterest, parameters.DepthMultiple, accounts, DollarsPerLotTick);
    }

    public ListedPerpetual Listed { get; }

    public InstrumentId Id => Listed.Id;

    public Underlying Underlying => Listed.Underlying;

    public AccountId[] Makers { get; }

    public OrderBook Book { get; } = new();

    public LiquidityState Liquidity { get; }

    public double DollarsPerLotTick { get; }

    /// <summary>What the makers take for the fair price, in ticks; zero before the first print.</summary>
    public double Mid { get; private set; }

    public bool IsOpen => Mid > 0;

    /// <summary>Dollars that rest within a distance of the mid on one side in normal times.</summary>
    public double NormalDepth(double distanceBp) => _quotes.NormalDepth(distanceBp);

    /// <summary>The makers see a new price (in units of the index) and quote anew.</summary>
    public void Quote(long priceUnits)
    {
        Mid = (double)priceUnits / Listed.TickUnits;
        Liquidity.Advance(Mid);
        _quotes.Quote(Book, Mid, Liquidity);
    }

    public BookQuote Top() =>
        new(Id, new(Book.BestBid * Listed.TickUnits), new(Book.BestAsk * Listed.TickUnits), new(_last * Listed.TickUnits));

    /// <summary>Matches an order that does not rest; the fills are valid until the next call.</summary>
    public List<BookFill> Take(int side, long lots, long limitTicks)
    {
        _fills.Clear();
        Book.Take(side, lots, limitTicks, _fills);
        foreach (var fill in _fills)
        {
            Liquidity.Take(side, fill.Lots * fill.Price * DollarsPerLotTick);
            _last = fill.Price;
        }

        return _fills;
    }

    /// <summary>A limit in units of price as ticks, no worse than it.</summary>
    public long LimitTicks(int side, Price limit) =>
        side > 0 ? limit.Units / Listed.TickUnits : (limit.Units + Listed.TickUnits - 1) / Listed.TickUnits;
}
