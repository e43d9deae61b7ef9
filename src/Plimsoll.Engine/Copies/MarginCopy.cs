using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Copies;

/// <summary>Markets and some accounts of a venue, copied: what is done to them is answered by the engine's own margin functions, and happens to nobody.</summary>
/// <remarks>
/// Made by <see cref="MarginEngine.CopyOf"/> between commands; from then on it knows nothing of the engine and may be used by any one thread. No holds, fills, cascades
/// or fees of liquidations are in it: it says where accounts would stand, not what would be done about it.
/// </remarks>
public sealed class MarginCopy
{
    private readonly List<CopiedUnit> _units = [];

    private MarginCopy() { }

    /// <summary>Its units of margin, in the order in which they were asked for, isolated positions after their account.</summary>
    public IReadOnlyList<CopiedUnit> Units => _units;

    /// <summary>Whether accounts exactly at their line are liquidated.</summary>
    public bool LiquidatesAtLine => State.Venue.LiquidatesAtLine;

    private EngineState State { get; init; } = null!;

    /// <summary>From rooms of its own: they keep working memory. Made when first asked, and not while the engine waits for the copy.</summary>
    private Margins Margins => field ??= new EngineRooms(State, new()).Margins;

    private MarketMoves Moves { get; init; } = null!;

    /// <summary>The markets of an engine, with nobody yet.</summary>
    internal static MarginCopy Of(EngineState from)
    {
        var state = StateCopier.Markets(from);
        return new() { State = state, Moves = MarketMoves.Of(state) };
    }

    internal void Add(EngineState from, AccountRow account)
    {
        var row = StateCopier.Account(from, account, State);
        _units.Add(new(row.Id.Value, account.Id, account.IsMargined));
    }

    /// <summary>Moves the markets, from where they were when they were copied.</summary>
    /// <param name="prices">By how much all prices of an underlying change; those not named stand still. Above −100 %.</param>
    /// <param name="volatility">By how much volatilities change, as a share of themselves; at least −100 %.</param>
    /// <param name="time">How much time passes; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A move out of range.</exception>
    public void Move(IReadOnlyDictionary<IndexId, Rate> prices, Rate volatility = default, Duration time = default)
    {
        ArgumentNullException.ThrowIfNull(prices);
        foreach (var move in prices.Values)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(move.Nano, -Rate.NanoPerOne, nameof(prices));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(move.Nano, 100 * Rate.NanoPerOne, nameof(prices));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(volatility.Nano, -Rate.NanoPerOne, nameof(volatility));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(volatility.Nano, 100 * Rate.NanoPerOne, nameof(volatility));
        ArgumentOutOfRangeException.ThrowIfNegative(time.Nanoseconds, nameof(time));
        Moves.Apply(prices, volatility, time);
    }

    /// <summary>Books a trade of a unit against nobody, with the taker fee.</summary>
    /// <param name="unit">Its place.</param>
    /// <param name="instrument">The instrument; not spot.</param>
    /// <param name="quantity">Signed: above zero buys.</param>
    /// <param name="price">At what price.</param>
    /// <returns>False when the position would be too large to be carried.</returns>
    public bool TryTrade(int unit, InstrumentId instrument, Quantity quantity, Price price)
    {
        var (account, row) = (State.Accounts[unit], State.Instrument(instrument));
        var line = account.Position(instrument);
        var after = (Int128)line.Quantity.Units + quantity.Units;
        if (
            Int128.Abs(after) > row.MaxPosition.Units
            || !EngineState.FitsScale(row, quantity, price)
            || row.Parameters.Kind == Instruments.InstrumentKind.Spot
        )
            return false;

        var value = row.Contract.Value(quantity, price, Rounding.Ceiling);
        account.Set(line with { Quantity = line.Quantity + quantity, Cost = line.Cost + value });
        var fee = row.Contract.Notional(quantity, price).Scale(row.Parameters.Fees.Taker, Rounding.Ceiling);
        account.Credit(row.Parameters.SettlementAsset, -fee);
        return true;
    }

    /// <summary>All figures of a unit, in the numeraire.</summary>
    public AccountMargin MarginOf(int unit) => Margins.Of(State.Accounts[unit]);

    /// <summary>Equity, NLV and maintenance margin of a unit: what the line needs.</summary>
    public (Money Equity, Money NetLiquidationValue, Money Maintenance) LineOf(int unit)
    {
        var account = State.Accounts[unit];
        var (equity, netLiquidationValue) = Margins.Equity(account);
        return (equity, netLiquidationValue, Margins.Maintenance(account));
    }

    /// <summary>Whether a unit would be below its line, by the decision that starts liquidations.</summary>
    public bool IsBelowLine(int unit)
    {
        var (equity, netLiquidationValue, maintenance) = LineOf(unit);
        return _units[unit].IsLiquidatable
            && (
                SolvencyLine.IsBelow(equity, maintenance, LiquidatesAtLine)
                || (State.Accounts[unit].Kind == AccountKind.InsuranceFund && netLiquidationValue.IsNegative)
            );
    }

    /// <summary>The figures of a unit as trees whose leaves add up.</summary>
    public MarginExplanation Explain(int unit) => Margins.Explain(State.Accounts[unit]);

    /// <summary>A unit's positions by ascending instrument.</summary>
    public IReadOnlyList<PositionLine> PositionsOf(int unit) => [.. State.Accounts[unit].Positions];

    /// <summary>The mark of an instrument as it is in the copy; zero for none.</summary>
    public Price MarkOf(InstrumentId instrument) => State.Instrument(instrument).Mark;

    /// <summary>The price of an index as it is in the copy; zero for none.</summary>
    public Price PriceOf(IndexId index) => State.Index(index).Price;

    /// <summary>What a position is worth in the numeraire, unsigned, at the copy's marks, rounded up.</summary>
    public Money NotionalOf(in PositionLine line)
    {
        var row = State.Instrument(line.Instrument);
        var notional = row.Contract.Notional(line.Quantity, row.Mark);
        return State.Market.Asset(row.Parameters.SettlementAsset).ToNumeraire(notional, Rounding.Ceiling);
    }

    /// <summary>The index that an instrument follows.</summary>
    public IndexId UnderlyingOf(InstrumentId instrument) => State.Instrument(instrument).Parameters.Underlying;

    /// <summary>Indices on which a unit's figures depend: of its positions, of what they settle in, of its collateral; ascending.</summary>
    public IReadOnlyList<IndexId> UnderlyingsOf(int unit)
    {
        var found = new SortedSet<ushort>();
        foreach (ref readonly var line in State.Accounts[unit].Positions)
        {
            var parameters = State.Instrument(line.Instrument).Parameters;
            if (line.Quantity.IsZero && !line.HasOrders)
                continue;

            found.Add(parameters.Underlying.Value);
            AddAsset(parameters.SettlementAsset);
        }

        foreach (ref readonly var line in State.Accounts[unit].Balances)
        {
            if (!line.Amount.IsZero)
                AddAsset(line.Asset);
        }

        return [.. found.Select(index => new IndexId(index))];

        void AddAsset(AssetId asset)
        {
            if (State.Market.Asset(asset).Asset.Index is { } index)
                found.Add(index.Value);
        }
    }
}
