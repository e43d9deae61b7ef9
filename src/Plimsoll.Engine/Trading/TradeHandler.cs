using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Trading;

/// <summary>Books trades. They are facts: refused only for what cannot be a trade at all.</summary>
/// <remarks>Source: docs/spec/0006-trading.md, "Trades" (TRAD-020 … TRAD-023).</remarks>
internal sealed class TradeHandler(EngineContext context, Bookkeeper books, Fees fees)
{
    private readonly HashSet<long> _idsInBatch = [];
    private readonly Dictionary<(AccountId Account, InstrumentId Instrument), Quantity> _moved = [];
    private bool _isOneLeg;

    private EngineState State => context.State;

    public CommandResult Handle(RecordTrades command)
    {
        if (command.Legs.IsEmpty)
        {
            return Refuse(RejectReason.NoLegs, nameof(command.Legs));
        }

        Begin(isOneLeg: command.Legs.Length == 1);
        foreach (ref readonly var leg in command.Legs.Span)
        {
            var refusal =
                _isOneLeg || _idsInBatch.Add(leg.TradeId) ? FirstFault(leg) : Refuse(RejectReason.TradeIdInvalid, nameof(leg.TradeId));
            if (refusal is { } found)
            {
                return found;
            }
        }

        context.Accept(command);
        foreach (ref readonly var leg in command.Legs.Span)
        {
            Book(leg);
        }

        return CommandResult.Accepted;
    }

    public CommandResult Handle(BustTrade command)
    {
        if (Undoable(command.TradeId, out var trade) is { } refusal)
        {
            return refusal;
        }

        context.Accept(command);
        Undo(trade);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(CorrectTrade command)
    {
        if (Undoable(command.TradeId, out var trade) is { } refusal)
        {
            return refusal;
        }

        var leg = new TradeLeg(
            command.CorrectedTradeId,
            trade.Instrument,
            command.Quantity,
            command.Price,
            trade.Taker,
            OrderId.None,
            trade.Maker,
            OrderId.None
        );
        if ((FaultOfItself(leg) ?? CorrectedFault(trade, leg)) is { } fault)
        {
            return fault;
        }

        context.Accept(command);
        Undo(trade);
        Settle(leg, State.Account(trade.Taker), State.Account(trade.Maker), false);
        return CommandResult.Accepted;
    }

    /// <summary>One leg moves two accounts once each: of most commands nothing has to be remembered.</summary>
    private void Begin(bool isOneLeg)
    {
        _isOneLeg = isOneLeg;
        if (!isOneLeg)
        {
            _idsInBatch.Clear();
            _moved.Clear();
        }
    }

    private CommandResult? Undoable(long tradeId, out TradeRecorded trade)
    {
        if (!State.Trades.TryFind(tradeId, out trade))
        {
            return Refuse(RejectReason.UnknownTrade, "TradeId");
        }

        var instrument = State.Instrument(trade.Instrument);
        if (instrument.IsClosed)
        {
            return Refuse(RejectReason.InstrumentClosed, "TradeId");
        }

        Begin(isOneLeg: false);
        return
            Fits(State.Account(trade.Taker), instrument, -trade.Quantity, trade.Price)
            && Fits(State.Account(trade.Maker), instrument, trade.Quantity, trade.Price)
            ? null
            : Refuse(RejectReason.Overflow, "TradeId");
    }

    /// <summary>Whether the accounts of the trade can carry what is corrected. They are the trade's own, whatever margin mode was chosen since.</summary>
    private CommandResult? CorrectedFault(in TradeRecorded trade, in TradeLeg leg)
    {
        var instrument = State.Instrument(trade.Instrument);
        var isWithinScale =
            EngineState.FitsScale(instrument, leg.Quantity, leg.Price)
            && Fits(State.Account(trade.Taker), instrument, leg.Quantity, leg.Price)
            && Fits(State.Account(trade.Maker), instrument, -leg.Quantity, leg.Price);
        return isWithinScale ? null : Refuse(RejectReason.Overflow, nameof(leg.Quantity));
    }

    private CommandResult? FirstFault(in TradeLeg leg) => FaultOfItself(leg) ?? Sides(leg, State.Instrument(leg.Instrument));

    /// <summary>What can be wrong with a leg before it is asked whose it is.</summary>
    private CommandResult? FaultOfItself(in TradeLeg leg)
    {
        if (leg.TradeId <= 0 || State.Trades.IsUsed(leg.TradeId))
        {
            return Refuse(RejectReason.TradeIdInvalid, nameof(leg.TradeId));
        }

        if (!State.IsKnown(leg.Instrument))
        {
            return Refuse(RejectReason.UnknownInstrument, nameof(leg.Instrument));
        }

        var instrument = State.Instrument(leg.Instrument);
        if (instrument.IsClosed)
        {
            return Refuse(RejectReason.InstrumentClosed, nameof(leg.Instrument));
        }

        // Without prices the position could not be valued; nothing can have traded that took no orders.
        if (!State.IsValued(instrument))
        {
            return Refuse(RejectReason.NoMarkPrice, nameof(leg.Instrument));
        }

        if (!State.IsKnown(leg.Taker) || !State.IsKnown(leg.Maker))
        {
            return Refuse(RejectReason.UnknownAccount, State.IsKnown(leg.Taker) ? nameof(leg.Maker) : nameof(leg.Taker));
        }

        var isQuantityValid =
            !leg.Quantity.IsZero
            && leg.Quantity.Units is >= -Quantity.MaxUnits and <= Quantity.MaxUnits
            && leg.Quantity.Units % instrument.Parameters.LotSize.Units == 0;
        if (!isQuantityValid)
        {
            return Refuse(RejectReason.QuantityInvalid, nameof(leg.Quantity));
        }

        var isPriceValid =
            leg.Price.IsPositive && leg.Price.Units <= Price.MaxUnits && leg.Price.Units % instrument.Parameters.TickSize.Units == 0;
        if (!isPriceValid)
        {
            return Refuse(RejectReason.PriceInvalid, nameof(leg.Price));
        }

        return null;
    }

    private CommandResult? Sides(in TradeLeg leg, InstrumentRow instrument)
    {
        var taker = SideOf(leg.Taker, leg.TakerOrder, leg.Instrument, leg.Quantity.Sign);
        var maker = SideOf(leg.Maker, leg.MakerOrder, leg.Instrument, -leg.Quantity.Sign);
        if (taker == maker || !CanHold(taker, leg.Instrument) || !CanHold(maker, leg.Instrument))
        {
            return Refuse(RejectReason.TradeHasOneSide, nameof(leg.Maker));
        }

        var isWithinScale =
            EngineState.FitsScale(instrument, leg.Quantity, leg.Price)
            && Fits(taker, instrument, leg.Quantity, leg.Price)
            && Fits(maker, instrument, -leg.Quantity, leg.Price);
        return isWithinScale ? null : Refuse(RejectReason.Overflow, nameof(leg.Quantity));
    }

    /// <summary>Whether an account may hold the instrument: an isolated account only its own.</summary>
    private static bool CanHold(AccountRow account, InstrumentId instrument) =>
        account.CanTrade && (account.Kind != AccountKind.Isolated || account.Instrument == instrument);

    /// <summary>Whether a position stays carryable after this move and those that the same command makes before it.</summary>
    private bool Fits(AccountRow account, InstrumentRow instrument, Quantity change, Price price)
    {
        var id = instrument.Parameters.Id;
        if (_isOneLeg)
        {
            return EngineState.FitsScale(instrument, account.Position(id).Quantity + change, price);
        }

        var moved = _moved.GetValueOrDefault((account.Id, id)) + change;
        _moved[(account.Id, id)] = moved;
        return EngineState.FitsScale(instrument, account.Position(id).Quantity + moved, price);
    }

    private void Book(in TradeLeg leg)
    {
        var taker = SideOf(leg.Taker, leg.TakerOrder, leg.Instrument, leg.Quantity.Sign);
        var maker = SideOf(leg.Maker, leg.MakerOrder, leg.Instrument, -leg.Quantity.Sign);
        var isLiquidation = Matches(leg.TakerOrder, taker, leg.Instrument, leg.Quantity.Sign) && State.Orders[leg.TakerOrder].IsLiquidation;
        Settle(leg, taker, maker, isLiquidation);
        Reduce(leg.TakerOrder, taker, leg, leg.Quantity.Sign);
        Reduce(leg.MakerOrder, maker, leg, -leg.Quantity.Sign);
    }

    private void Settle(in TradeLeg leg, AccountRow taker, AccountRow maker, bool isLiquidation)
    {
        var instrument = State.Instrument(leg.Instrument);
        // Rounded up: what the taker pays. The maker gets the same, so nothing is lost at any rounding.
        var value = instrument.Contract.Value(leg.Quantity, leg.Price, Rounding.Ceiling);
        Exchange(leg, taker, maker, value, PostingReason.Trade);

        var notional = instrument.Contract.Notional(leg.Quantity, leg.Price);
        var takerFee = isLiquidation
            ? fees.ChargeLiquidation(taker, leg.Instrument, notional, leg.TradeId)
            : fees.Charge(taker, leg.Instrument, notional, instrument.Parameters.Fees.Taker, leg.TradeId);
        var makerFee = fees.Charge(maker, leg.Instrument, notional, instrument.Parameters.Fees.Maker, leg.TradeId);
        context.Emit(
            new TradeRecorded(
                leg.TradeId,
                leg.Instrument,
                leg.Quantity,
                leg.Price,
                taker.Id,
                maker.Id,
                takerFee,
                makerFee,
                isLiquidation ? Flag.Yes : Flag.No
            )
        );
    }

    private void Undo(in TradeRecorded trade)
    {
        var instrument = State.Instrument(trade.Instrument);
        var (taker, maker) = (State.Account(trade.Taker), State.Account(trade.Maker));
        var value = instrument.Contract.Value(trade.Quantity, trade.Price, Rounding.Ceiling);
        var reversed = new TradeLeg(
            trade.TradeId,
            trade.Instrument,
            -trade.Quantity,
            trade.Price,
            trade.Taker,
            OrderId.None,
            trade.Maker,
            OrderId.None
        );
        Exchange(reversed, taker, maker, -value, PostingReason.Bust);
        var asset = instrument.Parameters.SettlementAsset;
        var feesFrom = trade.IsLiquidation == Flag.Yes ? State.FundOf(asset)!.Id : AccountId.Fees;
        books.Post(feesFrom, taker.Id, asset, trade.TakerFee, PostingReason.Bust, trade.TradeId);
        books.Post(AccountId.Fees, maker.Id, asset, trade.MakerFee, PostingReason.Bust, trade.TradeId);
        context.Emit(new TradeBusted(trade.TradeId));
    }

    private void Exchange(in TradeLeg leg, AccountRow taker, AccountRow maker, Money value, PostingReason reason)
    {
        var parameters = State.Instrument(leg.Instrument).Parameters;
        if (parameters.Kind != InstrumentKind.Spot)
        {
            books.Fill(taker, leg.Instrument, leg.Quantity, value, reason, leg.TradeId);
            books.Fill(maker, leg.Instrument, -leg.Quantity, -value, reason, leg.TradeId);
            return;
        }

        var decimals = State.Market.Asset(parameters.BaseAsset).Asset.Decimals - parameters.QuantityDecimals;
        var baseAmount = new Money((Int128)leg.Quantity.Units * ExactMath.PowerOfTen(decimals));
        books.Post(taker.Id, maker.Id, parameters.SettlementAsset, value, reason, leg.TradeId);
        books.Post(maker.Id, taker.Id, parameters.BaseAsset, baseAmount, reason, leg.TradeId);
    }

    /// <summary>The account that a side belongs to: that of its order, or the unit that margins the instrument.</summary>
    private AccountRow SideOf(AccountId named, OrderId order, InstrumentId instrument, int side)
    {
        var account = State.Account(named);
        if (State.Orders.TryGetValue(order, out var row))
        {
            var owner = State.Account(row.Account);
            if ((owner == account || owner.Parent == named) && Matches(order, owner, instrument, side))
            {
                return owner;
            }
        }

        return State.UnitOf(account, instrument);
    }

    private bool Matches(OrderId id, AccountRow account, InstrumentId instrument, int side) =>
        State.Orders.TryGetValue(id, out var order)
        && order.Account == account.Id
        && order.Instrument == instrument
        && order.Remaining.Sign == side;

    private void Reduce(OrderId id, AccountRow account, in TradeLeg leg, int side)
    {
        if (!Matches(id, account, leg.Instrument, side))
        {
            return;
        }

        var remaining = State.Orders[id].Remaining.Abs();
        var filled = leg.Quantity.Abs() < remaining ? leg.Quantity.Abs() : remaining;
        context.Emit(new OrderReduced(id, filled));
        if (filled == remaining)
        {
            context.Emit(new OrderClosed(id, OrderCloseReason.Filled));
            context.Touch(account.Id);
        }
    }
}
