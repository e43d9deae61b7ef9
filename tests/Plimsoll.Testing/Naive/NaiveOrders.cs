using System.Numerics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Placing, amending and ending orders: docs/spec/0006, "Orders".</summary>
internal static class NaiveOrders
{
    private const int OrdersMax = 200;

    public static RejectReason Place(NaiveState state, PlaceOrder command)
    {
        var (reason, order, topUp) = Check(state, command);
        if (order is null)
            return reason;

        MoveFromParent(state, order, topUp);
        state.LastOrder = order.Id;
        state.Orders.Add(order.Id, order);
        return RejectReason.None;
    }

    /// <summary>Whether an order would be accepted; if so, the order and what must move from the parent first.</summary>
    public static (RejectReason Reason, NaiveOrder? Order, BigInteger TopUp) Check(NaiveState state, PlaceOrder command)
    {
        if (PlaceFault(state, command) is var fault && fault != RejectReason.None)
            return (fault, null, 0);

        var instrument = state.Instruments[command.Instrument.Value];
        var unit = state.UnitOf(state.Find(command.Account)!, instrument.Id);
        var order = new NaiveOrder(
            state.LastOrder + 1,
            unit.Id,
            instrument.Id,
            command.Quantity.Units,
            command.LimitPrice.Units,
            command.IsReduceOnly,
            command.ClientOrderId
        );
        var (refusal, topUp) = Admit(state, unit, instrument, order);
        return refusal == RejectReason.None ? (refusal, order, topUp) : (refusal, null, 0);
    }

    public static RejectReason Amend(NaiveState state, AmendOrder command)
    {
        if (!state.Orders.TryGetValue(command.Order.Value, out var order))
            return RejectReason.UnknownOrder;

        if (order.IsLiquidation)
            return RejectReason.OrderIsLiquidation;

        if (command.Quantity.Sign == -order.Remaining.Sign)
            return RejectReason.SideChanged;

        var unit = state.Accounts[order.Account];
        var instrument = state.Instruments[order.Instrument];
        var fault =
            WhereFault(state, Named(state, unit), unit, instrument)
            ?? GridFault(state, instrument, command.Quantity, command.LimitPrice)
            ?? NowFault(state, Named(state, unit), instrument, order.IsReduceOnly);
        if (fault is { } found)
            return found;

        var amended = order with { Remaining = command.Quantity.Units, Limit = command.LimitPrice.Units };
        var (refusal, topUp) = Admit(state, unit, instrument, amended);
        if (refusal != RejectReason.None)
            return refusal;

        MoveFromParent(state, amended, topUp);
        state.Orders[order.Id] = amended;
        return RejectReason.None;
    }

    public static RejectReason Cancel(NaiveState state, CancelOrder command)
    {
        if (!state.Orders.TryGetValue(command.Order.Value, out var order))
            return RejectReason.UnknownOrder;

        if (order.IsLiquidation)
            return RejectReason.OrderIsLiquidation;

        Close(state, order);
        return RejectReason.None;
    }

    public static RejectReason ReportDone(NaiveState state, ReportOrderDone command)
    {
        if (!state.Orders.TryGetValue(command.Order.Value, out var order))
            return RejectReason.UnknownOrder;

        if (order.IsLiquidation)
            NaiveLiquidator.OrderUnfilled(state, order, NaiveRoute.BookRefused);
        else
            Close(state, order);

        return RejectReason.None;
    }

    /// <summary>Ends an order of a user; its account is looked at again.</summary>
    public static void Close(NaiveState state, NaiveOrder order)
    {
        state.Orders.Remove(order.Id);
        state.Affected.Add(order.Account);
    }

    /// <summary>Reduce-only orders of an account in an instrument, oldest first: each keeps what the position still offers it.</summary>
    public static void TrimReduceOnly(NaiveState state, NaiveAccount account, int instrument)
    {
        var held = account.Quantity(instrument);
        var left = BigInteger.Abs(held);
        foreach (
            var order in state
                .OrdersOf(account)
                .Where(each => each is { IsReduceOnly: true, IsLiquidation: false } && each.Instrument == instrument)
                .ToList()
        )
        {
            var kept = order.Remaining.Sign == -held.Sign ? BigInteger.Min(left, BigInteger.Abs(order.Remaining)) : 0;
            left -= kept;
            if (kept == BigInteger.Abs(order.Remaining))
                continue;

            state.Note(kept.IsZero ? NaiveRoute.ReduceOnlyClosed : NaiveRoute.ReduceOnlyShrunk, $"order {order.Id}");
            if (kept.IsZero)
                Close(state, order);
            else
                state.Orders[order.Id] = order with { Remaining = order.Remaining.Sign * kept };
        }
    }

    /// <summary>Whether a quantity is off the lot, zero, or past the bound of what may enter.</summary>
    public static bool IsOffLot(NaiveInstrument instrument, Quantity quantity) =>
        quantity.Units == 0
        || BigInteger.Abs(quantity.Units) > Quantity.MaxUnits
        || quantity.Units % instrument.Parameters.LotSize.Units != 0;

    public static bool IsPriceInvalid(NaiveInstrument instrument, Price price) =>
        price.Units <= 0 || price.Units > Price.MaxUnits || price.Units % instrument.Parameters.TickSize.Units != 0;

    /// <summary>Whether a position in the instrument could be valued; spot has no positions.</summary>
    public static bool IsValued(NaiveState state, NaiveInstrument instrument) =>
        instrument.IsSpot || (instrument.Mark.Sign > 0 && NaiveValues.HasPrice(state, instrument.Settlement));

    private static bool IsQuantityInvalid(NaiveInstrument instrument, Quantity quantity) =>
        IsOffLot(instrument, quantity) || BigInteger.Abs(quantity.Units) > instrument.Parameters.MaxOrderQuantity.Units;

    private static NaiveAccount Named(NaiveState state, NaiveAccount unit) => unit.Parent is { } parent ? state.Accounts[parent] : unit;

    private static RejectReason PlaceFault(NaiveState state, PlaceOrder command)
    {
        if (state.Find(command.Account) is not { } account)
            return RejectReason.UnknownAccount;

        if (!MayOrder(account, command))
            return RejectReason.AccountKindNotAllowed;

        if (command.Instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        var instrument = state.Instruments[command.Instrument.Value];
        var unit = state.UnitOf(account, instrument.Id);
        return WhereFault(state, account, unit, instrument)
            ?? GridFault(state, instrument, command.Quantity, command.LimitPrice)
            ?? BookFault(state, unit, command.ClientOrderId)
            ?? NowFault(state, account, instrument, command.IsReduceOnly)
            ?? RejectReason.None;
    }

    /// <summary>Users and market makers; a fund only to work off what it took over.</summary>
    private static bool MayOrder(NaiveAccount account, PlaceOrder command) =>
        account.IsTrader || (account.Kind == AccountKind.InsuranceFund && command.IsReduceOnly);

    private static RejectReason? WhereFault(NaiveState state, NaiveAccount account, NaiveAccount unit, NaiveInstrument instrument)
    {
        if (state.IsPaused)
            return RejectReason.VenuePaused;

        if (account.Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        if (unit.IsStopped)
            return RejectReason.AccountInLiquidation;

        if (instrument.IsHalted || instrument.IsClosed)
            return RejectReason.InstrumentNotTrading;

        return instrument.IsPastExpiry(state.Now) ? RejectReason.PastExpiry : null;
    }

    private static RejectReason? GridFault(NaiveState state, NaiveInstrument instrument, Quantity quantity, Price limit)
    {
        if (IsQuantityInvalid(instrument, quantity))
            return RejectReason.QuantityInvalid;

        if (IsPriceInvalid(instrument, limit))
            return RejectReason.PriceInvalid;

        return NaiveScale.Fits(state, instrument, quantity.Units, limit.Units) ? null : RejectReason.Overflow;
    }

    private static RejectReason? BookFault(NaiveState state, NaiveAccount unit, long clientId)
    {
        var open = state.OrdersOf(unit).ToList();
        if (clientId < 0 || (clientId != 0 && open.Any(order => order.ClientId == clientId)))
            return RejectReason.ClientOrderIdInUse;

        return open.Count >= OrdersMax ? RejectReason.TooManyOrders : null;
    }

    private static RejectReason? NowFault(NaiveState state, NaiveAccount account, NaiveInstrument instrument, bool isReduceOnly)
    {
        if (instrument.Mark.Sign <= 0 || !IsValued(state, instrument))
            return RejectReason.NoMarkPrice;

        if (isReduceOnly)
            return null;

        if (account.Status == AccountStatus.ReduceOnly)
            return RejectReason.AccountReduceOnly;

        return state.Indices[instrument.Parameters.Underlying.Value].HasNoSource ? RejectReason.NoSourceLeft : null;
    }

    /// <summary>The checks that a new order and an amended one share: reduce-only, spot cover, margin; and the margin that must move first.</summary>
    private static (RejectReason Reason, BigInteger TopUp) Admit(
        NaiveState state,
        NaiveAccount unit,
        NaiveInstrument instrument,
        NaiveOrder order
    )
    {
        if (order.IsReduceOnly && !OnlyReduces(state, unit, instrument, order))
            return (RejectReason.WouldIncrease, 0);

        if (instrument.IsSpot && !IsCovered(state, unit, order))
            return (RejectReason.InsufficientBalance, 0);

        if (!unit.HasLine || unit.Kind == AccountKind.InsuranceFund || PassesMargin(state, unit, instrument, order, added: 0))
            return (RejectReason.None, 0);

        var topUp = unit.Kind == AccountKind.Isolated ? TopUp(state, unit, instrument, order) : null;
        return topUp is { } amount ? (RejectReason.None, amount) : (RejectReason.InsufficientMargin, 0);
    }

    private static bool OnlyReduces(NaiveState state, NaiveAccount unit, NaiveInstrument instrument, NaiveOrder order)
    {
        var held = unit.Quantity(instrument.Id);
        if (instrument.IsSpot || held.Sign != -order.Remaining.Sign)
            return false;

        var others = state
            .OrdersOf(unit)
            .Where(other => other.Instrument == instrument.Id && other.IsReduceOnly && other.Id != order.Id)
            .Aggregate(BigInteger.Zero, (sum, other) => sum + BigInteger.Abs(other.Remaining));
        return BigInteger.Abs(held) >= others + BigInteger.Abs(order.Remaining);
    }

    private static bool IsCovered(NaiveState state, NaiveAccount unit, NaiveOrder order)
    {
        var portfolio = With(state, unit, order);
        return Enumerable
            .Range(0, state.Assets.Count)
            .Where(asset => NaiveMargin.Locked(state, order, asset).Sign > 0)
            .All(asset => portfolio.Balance(asset) >= NaiveMargin.Locked(state, portfolio, asset));
    }

    private static bool PassesMargin(NaiveState state, NaiveAccount unit, NaiveInstrument instrument, NaiveOrder order, BigInteger added)
    {
        if (instrument.IsSpot && !MaySpend(state, unit, order))
        {
            state.Note(NaiveRoute.SpotRefused, $"{unit.Id}");
            return false;
        }

        if (instrument.IsSpot)
            return true;

        var with = With(state, unit, order);
        with.Give(instrument.Settlement, added);
        var required = NaiveMargin.Initial(state, with);
        var passes =
            required <= NaiveMargin.Initial(state, unit)
            || required <= NaiveMargin.FreeEquity(state, with)
            || (with.Scheme is not null && ReducesRisk(state, unit, instrument, order, with));
        if (!passes && with.Scheme is not null)
            state.Note(order.IsReduceOnly ? NaiveRoute.PortfolioReduceOnlyRefused : NaiveRoute.PortfolioOrderRefused, $"{unit.Id}");

        return passes;
    }

    /// <summary>Whether the account would need no more with the order filled than it does without any order, or than it has free.</summary>
    private static bool ReducesRisk(NaiveState state, NaiveAccount unit, NaiveInstrument instrument, NaiveOrder order, NaivePortfolio with)
    {
        var (filled, bare) = (NaivePortfolio.Of(state, unit), NaivePortfolio.Of(state, unit));
        filled.Orders.RemoveAll(other => other.Id == order.Id);
        filled.Nets = NaiveMargin.Nets(state, filled);
        filled.Fill(instrument.Id, order.Remaining, NaiveValues.MarkValue(state, instrument, order.Remaining));
        bare.Orders.Clear();
        var loss = NaiveMargin.InNumeraire(state, instrument, NaiveMargin.Loss(state, instrument, order));
        var isReduced =
            NaiveMargin.Initial(state, filled) + loss
            <= BigInteger.Max(NaiveMargin.Initial(state, bare), NaiveMargin.FreeEquity(state, with));
        if (isReduced)
            state.Note(NaiveRoute.RiskReduced, $"{unit.Id}");

        return isReduced;
    }

    /// <summary>Whether what a spot order locks could be withdrawn, or it locks no more than before.</summary>
    private static bool MaySpend(NaiveState state, NaiveAccount unit, NaiveOrder order)
    {
        var (with, before) = (With(state, unit, order), NaivePortfolio.Of(state, unit));
        var locksNoMore = Enumerable
            .Range(0, state.Assets.Count)
            .All(asset => NaiveMargin.Locked(state, with, asset) <= NaiveMargin.Locked(state, before, asset));
        return locksNoMore || NaiveMargin.EquityAfter(state, with, asset: 0, amount: 0) >= NaiveMargin.Initial(state, with);
    }

    /// <summary>The account's holdings with the order in place of its former self, if it had one.</summary>
    private static NaivePortfolio With(NaiveState state, NaiveAccount unit, NaiveOrder order)
    {
        var portfolio = NaivePortfolio.Of(state, unit);
        portfolio.Orders.RemoveAll(other => other.Id == order.Id);
        portfolio.Orders.Add(order);
        return portfolio;
    }

    /// <summary>The least margin from the parent with which the order passes; null when none does.</summary>
    private static BigInteger? TopUp(NaiveState state, NaiveAccount unit, NaiveInstrument instrument, NaiveOrder order)
    {
        var parent = state.Accounts[unit.Parent!.Value];
        var (fails, passes) = (BigInteger.Zero, NaiveMargin.Withdrawable(state, parent, instrument.Settlement));
        if (!PassesMargin(state, unit, instrument, order, passes))
            return null;

        while (passes - fails > 1)
        {
            var middle = (fails + passes) / 2;
            if (PassesMargin(state, unit, instrument, order, middle))
                passes = middle;
            else
                fails = middle;
        }

        return passes;
    }

    private static void MoveFromParent(NaiveState state, NaiveOrder order, BigInteger amount)
    {
        if (amount.IsZero)
            return;

        state.Note(NaiveRoute.IsolatedTopUp, $"{amount} to {order.Account}");
        state.Post(state.Accounts[order.Account].Parent!.Value, order.Account, state.Instruments[order.Instrument].Settlement, amount);
    }
}
