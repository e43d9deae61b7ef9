using System.Numerics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Booking, undoing and correcting trades: docs/spec/0006, "Trades".</summary>
internal static class NaiveTrades
{
    public static RejectReason Record(NaiveState state, RecordTrades command)
    {
        var legs = command.Legs.ToArray();
        if (legs.Length == 0)
            return RejectReason.NoLegs;

        var (ids, moves) = (new HashSet<long>(), new NaiveMoves(state));
        foreach (var leg in legs)
        {
            if (Fault(state, leg, ids, moves) is var fault && fault != RejectReason.None)
                return fault;
        }

        foreach (var leg in legs)
            Book(state, leg);

        if (legs.Length > 1)
            state.Note(NaiveRoute.MultiLeg);

        return RejectReason.None;
    }

    public static RejectReason Bust(NaiveState state, BustTrade command)
    {
        if (FindRecent(state, command.TradeId) is not { } trade)
            return RejectReason.UnknownTrade;

        if (state.Instruments[trade.Instrument].IsClosed)
            return RejectReason.InstrumentClosed;

        if (!CanUndo(new(state), trade))
            return RejectReason.Overflow;

        Undo(state, trade);
        state.Note(NaiveRoute.Busted, $"{trade.Id}");
        return RejectReason.None;
    }

    public static RejectReason Correct(NaiveState state, CorrectTrade command)
    {
        if (FindRecent(state, command.TradeId) is not { } trade)
            return RejectReason.UnknownTrade;

        var instrument = state.Instruments[trade.Instrument];
        if (instrument.IsClosed)
            return RejectReason.InstrumentClosed;

        var moves = new NaiveMoves(state);
        if (!CanUndo(moves, trade))
            return RejectReason.Overflow;

        if (IsIdInvalid(state, command.CorrectedTradeId))
            return RejectReason.TradeIdInvalid;

        if (!NaiveOrders.IsValued(state, instrument))
            return RejectReason.NoMarkPrice;

        if (GridFault(instrument, command.Price, command.Quantity) is var fault && fault != RejectReason.None)
            return fault;

        if (!moves.Fit(instrument, command.Quantity.Units, command.Price.Units, trade.Taker, trade.Maker))
            return RejectReason.Overflow;

        Undo(state, trade);
        Book(
            state,
            instrument,
            command.CorrectedTradeId,
            command.Quantity.Units,
            command.Price.Units,
            trade.Taker,
            trade.Maker,
            null,
            null
        );
        state.Note(NaiveRoute.Corrected, $"{trade.Id}");
        return RejectReason.None;
    }

    private static RejectReason Fault(NaiveState state, TradeLeg leg, HashSet<long> ids, NaiveMoves moves)
    {
        if (IsIdInvalid(state, leg.TradeId) || !ids.Add(leg.TradeId))
            return RejectReason.TradeIdInvalid;

        if (leg.Instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        var instrument = state.Instruments[leg.Instrument.Value];
        if (instrument.IsClosed)
            return RejectReason.InstrumentClosed;

        if (!NaiveOrders.IsValued(state, instrument))
            return RejectReason.NoMarkPrice;

        if (state.Find(leg.Taker) is not { } taker || state.Find(leg.Maker) is not { } maker)
            return RejectReason.UnknownAccount;

        if (GridFault(instrument, leg.Price, leg.Quantity) is var fault && fault != RejectReason.None)
            return fault;

        if (!taker.HoldsPositions || !maker.HoldsPositions || taker == maker)
            return RejectReason.TradeHasOneSide;

        var (takerSide, _) = Side(state, taker, leg.TakerOrder, instrument, leg.Quantity.Sign);
        var (makerSide, _) = Side(state, maker, leg.MakerOrder, instrument, -leg.Quantity.Sign);
        if (takerSide == makerSide || IsForeign(takerSide, instrument) || IsForeign(makerSide, instrument))
            return RejectReason.TradeHasOneSide;

        return moves.Fit(instrument, leg.Quantity.Units, leg.Price.Units, takerSide.Id, makerSide.Id)
            ? RejectReason.None
            : RejectReason.Overflow;
    }

    private static bool IsForeign(NaiveAccount account, NaiveInstrument instrument) =>
        account.Kind == AccountKind.Isolated && account.Instrument != instrument.Id;

    private static bool CanUndo(NaiveMoves moves, NaiveTrade trade) =>
        moves.Fit(moves.State.Instruments[trade.Instrument], -trade.Quantity, trade.Price, trade.Taker, trade.Maker);

    private static RejectReason GridFault(NaiveInstrument instrument, Price price, Quantity quantity)
    {
        if (NaiveOrders.IsOffLot(instrument, quantity))
            return RejectReason.QuantityInvalid;

        return NaiveOrders.IsPriceInvalid(instrument, price) ? RejectReason.PriceInvalid : RejectReason.None;
    }

    private static bool IsIdInvalid(NaiveState state, long id) => id <= 0 || state.Trades.Any(trade => trade.Id == id);

    private static NaiveTrade? FindRecent(NaiveState state, long id) =>
        state.Trades.TakeLast(state.Venue.TradesKept).FirstOrDefault(trade => trade.Id == id && !trade.IsBusted);

    /// <summary>The account that carries a side, and its order if the engine knows one that fits.</summary>
    private static (NaiveAccount Account, NaiveOrder? Order) Side(
        NaiveState state,
        NaiveAccount named,
        OrderId orderId,
        NaiveInstrument instrument,
        int direction
    )
    {
        if (
            state.Orders.TryGetValue(orderId.Value, out var order)
            && order.Instrument == instrument.Id
            && order.Remaining.Sign == direction
        )
        {
            var owner = state.Accounts[order.Account];
            if (owner == named || owner.Parent == named.Id)
                return (owner, order);
        }

        return (state.UnitOf(named, instrument.Id), null);
    }

    private static void Book(NaiveState state, TradeLeg leg)
    {
        var instrument = state.Instruments[leg.Instrument.Value];
        var (taker, takerOrder) = Side(state, state.Find(leg.Taker)!, leg.TakerOrder, instrument, leg.Quantity.Sign);
        var (maker, makerOrder) = Side(state, state.Find(leg.Maker)!, leg.MakerOrder, instrument, -leg.Quantity.Sign);
        Book(state, instrument, leg.TradeId, leg.Quantity.Units, leg.Price.Units, taker.Id, maker.Id, takerOrder, makerOrder);
    }

    private static void Book(
        NaiveState state,
        NaiveInstrument instrument,
        long id,
        BigInteger quantity,
        BigInteger price,
        int taker,
        int maker,
        NaiveOrder? takerOrder,
        NaiveOrder? makerOrder
    )
    {
        var trade = new NaiveTrade
        {
            Id = id,
            Instrument = instrument.Id,
            Quantity = quantity,
            Price = price,
            Value = NaiveValues.Value(state, instrument, quantity, price).Ceiling(),
            Taker = taker,
            Maker = maker,
        };
        Exchange(state, instrument, trade, quantity, trade.Value);
        ChargeFees(state, instrument, trade, NaiveValues.Notional(state, instrument, quantity, price), takerOrder);
        Reduce(state, takerOrder, quantity);
        Reduce(state, makerOrder, quantity);
        state.Trades.Add(trade);
    }

    /// <summary>Quantity against value, the taker first.</summary>
    private static void Exchange(NaiveState state, NaiveInstrument instrument, NaiveTrade trade, BigInteger quantity, BigInteger value)
    {
        if (!instrument.IsSpot)
        {
            NaiveLedger.Change(state, trade.Taker, instrument, quantity, value);
            NaiveLedger.Change(state, trade.Maker, instrument, -quantity, -value);
            return;
        }

        var (buyer, seller) = quantity.Sign > 0 ? (trade.Taker, trade.Maker) : (trade.Maker, trade.Taker);
        var units = NaiveValues.BaseUnits(state, instrument, BigInteger.Abs(quantity));
        state.Note(NaiveRoute.SpotTrade, $"{trade.Id}");
        state.Post(buyer, seller, instrument.Settlement, BigInteger.Abs(value));
        state.Post(seller, buyer, instrument.Parameters.BaseAsset.Value, units);
    }

    private static void ChargeFees(
        NaiveState state,
        NaiveInstrument instrument,
        NaiveTrade trade,
        BigInteger notional,
        NaiveOrder? takerOrder
    )
    {
        var (fees, account) = (instrument.Parameters.Fees, AccountId.Fees.Value);
        if (takerOrder is { IsLiquidation: true })
        {
            NoteFill(state, takerOrder);
            trade.TakerFee = NaiveLiquidator.ChargeFee(state, state.Accounts[trade.Taker], instrument, notional);
            trade.TakerFeeTo = state.FundOf(instrument.Settlement)!.Id;
        }
        else
        {
            trade.TakerFee = Ratio.Share(notional, fees.Taker.Nano).Ceiling();
            trade.TakerFeeTo = account;
            state.Post(trade.Taker, account, instrument.Settlement, trade.TakerFee);
        }

        // Below zero: a rebate of floor(N · |maker|), and −floor(x) = ceil(−x).
        trade.MakerFee = Ratio.Share(notional, fees.Maker.Nano).Ceiling();
        Pay(state, trade.Maker, account, instrument.Settlement, trade.MakerFee);
    }

    private static void NoteFill(NaiveState state, NaiveOrder order)
    {
        var isRecalled = state.Accounts[order.Account].Liquidation!.IsRecalled;
        state.Note(isRecalled ? NaiveRoute.LateFill : NaiveRoute.LiquidationFill, $"{order.Id}");
    }

    private static void Reduce(NaiveState state, NaiveOrder? order, BigInteger quantity)
    {
        if (order is null || !state.Orders.TryGetValue(order.Id, out var open))
            return;

        var left = BigInteger.Max(0, BigInteger.Abs(open.Remaining) - BigInteger.Abs(quantity));
        if (!left.IsZero)
            state.Orders[open.Id] = open with { Remaining = open.Remaining.Sign * left };
        else if (open.IsLiquidation)
            NaiveLiquidator.OrderOver(state, open);
        else
            NaiveOrders.Close(state, open);
    }

    private static void Undo(NaiveState state, NaiveTrade trade)
    {
        var instrument = state.Instruments[trade.Instrument];
        Exchange(state, instrument, trade, -trade.Quantity, -trade.Value);
        state.Post(trade.TakerFeeTo, trade.Taker, instrument.Settlement, trade.TakerFee);
        Pay(state, trade.Maker, AccountId.Fees.Value, instrument.Settlement, -trade.MakerFee);
        trade.IsBusted = true;
    }

    private static void Pay(NaiveState state, int from, int to, int asset, BigInteger amount)
    {
        if (amount.Sign >= 0)
            state.Post(from, to, asset, amount);
        else
            state.Post(to, from, asset, -amount);
    }
}
