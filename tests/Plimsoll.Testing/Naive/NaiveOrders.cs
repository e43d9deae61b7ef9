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
        if (PlaceFault(state, command) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        var account = state.Find(command.Account)!;
        var unit = state.UnitOf(account, instrument.Id);
        var order = new NaiveOrder(
            state.LastOrder + 1,
            unit.Id,
            instrument.Id,
            command.Quantity.Units,
            command.LimitPrice.Units,
            command.IsReduceOnly,
            command.ClientOrderId
        );
        if (Admit(state, unit, instrument, order) is var refusal && refusal != RejectReason.None)
            return refusal;

        state.LastOrder = order.Id;
        state.Orders.Add(order.Id, order);
        return RejectReason.None;
    }

    public static RejectReason Amend(NaiveState state, AmendOrder command)
    {
        if (!state.Orders.TryGetValue(command.Order.Value, out var order))
            return RejectReason.UnknownOrder;

        if (order.IsLiquidation)
            return RejectReason.OrderIsLiquidation;

        var unit = state.Accounts[order.Account];
        if (Named(state, unit).Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        var instrument = state.Instruments[order.Instrument];
        if (IsQuantityInvalid(instrument, command.Quantity))
            return RejectReason.QuantityInvalid;

        if (command.Quantity.Sign != order.Remaining.Sign)
            return RejectReason.SideChanged;

        if (IsPriceInvalid(instrument, command.LimitPrice))
            return RejectReason.PriceInvalid;

        var amended = order with { Remaining = command.Quantity.Units, Limit = command.LimitPrice.Units };
        if (Admit(state, unit, instrument, amended) is var refusal && refusal != RejectReason.None)
            return refusal;

        state.Orders[order.Id] = amended;
        return RejectReason.None;
    }

    public static RejectReason Cancel(NaiveState state, CancelOrder command)
    {
        if (!state.Orders.TryGetValue(command.Order.Value, out var order))
            return RejectReason.UnknownOrder;

        if (order.IsLiquidation)
            return RejectReason.OrderIsLiquidation;

        state.Orders.Remove(order.Id);
        return RejectReason.None;
    }

    public static RejectReason ReportDone(NaiveState state, ReportOrderDone command)
    {
        if (!state.Orders.TryGetValue(command.Order.Value, out var order))
            return RejectReason.UnknownOrder;

        if (order.IsLiquidation)
            NaiveLiquidator.OrderUnfilled(state, order, NaiveRoute.BookRefused);
        else
            state.Orders.Remove(order.Id);

        return RejectReason.None;
    }

    /// <summary>Whether a quantity is off the lot, zero, or past the bound of what may enter.</summary>
    public static bool IsOffLot(NaiveInstrument instrument, Quantity quantity) =>
        quantity.Units == 0
        || BigInteger.Abs(quantity.Units) > Quantity.MaxUnits
        || quantity.Units % instrument.Parameters.LotSize.Units != 0;

    public static bool IsPriceInvalid(NaiveInstrument instrument, Price price) =>
        price.Units <= 0 || price.Units > Price.MaxUnits || price.Units % instrument.Parameters.TickSize.Units != 0;

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

        if (state.IsPaused)
            return RejectReason.VenuePaused;

        if (account.Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        var instrument = state.Instruments[command.Instrument.Value];
        if (account.IsStopped || state.UnitOf(account, instrument.Id).IsStopped)
            return RejectReason.AccountInLiquidation;

        return OrderFault(state, account, instrument, command);
    }

    /// <summary>Users and market makers; a fund only to work off what it took over.</summary>
    private static bool MayOrder(NaiveAccount account, PlaceOrder command) =>
        account.IsTrader || (account.Kind == AccountKind.InsuranceFund && command.IsReduceOnly);

    private static RejectReason OrderFault(NaiveState state, NaiveAccount account, NaiveInstrument instrument, PlaceOrder command)
    {
        if (instrument.IsHalted || instrument.IsClosed)
            return RejectReason.InstrumentNotTrading;

        if (instrument.IsPastExpiry(state.Now))
            return RejectReason.PastExpiry;

        if (IsQuantityInvalid(instrument, command.Quantity))
            return RejectReason.QuantityInvalid;

        if (IsPriceInvalid(instrument, command.LimitPrice))
            return RejectReason.PriceInvalid;

        var own = state.Orders.Values.Where(order => Named(state, state.Accounts[order.Account]) == account).ToList();
        if (command.ClientOrderId != 0 && own.Any(order => order.ClientId == command.ClientOrderId))
            return RejectReason.ClientOrderIdInUse;

        if (state.OrdersOf(state.UnitOf(account, instrument.Id)).Count() >= OrdersMax)
            return RejectReason.TooManyOrders;

        if (instrument.Mark.Sign <= 0)
            return RejectReason.NoMarkPrice;

        if (account.Status == AccountStatus.ReduceOnly && !command.IsReduceOnly)
            return RejectReason.AccountReduceOnly;

        return state.Indices[instrument.Parameters.Underlying.Value].HasNoSource && !command.IsReduceOnly
            ? RejectReason.NoSourceLeft
            : RejectReason.None;
    }

    /// <summary>The checks that a new order and an amended one share: reduce-only, spot cover, margin. Moves isolated margin when all is well.</summary>
    private static RejectReason Admit(NaiveState state, NaiveAccount unit, NaiveInstrument instrument, NaiveOrder order)
    {
        if (order.IsReduceOnly && !OnlyReduces(state, unit, instrument, order))
            return RejectReason.WouldIncrease;

        if (instrument.IsSpot && !IsCovered(state, unit, order))
            return RejectReason.InsufficientBalance;

        if (!unit.HasLine || unit.Kind == AccountKind.InsuranceFund || PassesMargin(state, unit, instrument, order, added: 0))
            return RejectReason.None;

        return unit.Kind == AccountKind.Isolated && TopUp(state, unit, instrument, order)
            ? RejectReason.None
            : RejectReason.InsufficientMargin;
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
        var with = With(state, unit, order);
        with.Give(instrument.Settlement, added);
        var required = NaiveMargin.Initial(state, with);
        return required <= NaiveMargin.Initial(state, unit) || required <= NaiveMargin.FreeEquity(state, with);
    }

    /// <summary>The account's holdings with the order in place of its former self, if it had one.</summary>
    private static NaivePortfolio With(NaiveState state, NaiveAccount unit, NaiveOrder order)
    {
        var portfolio = NaivePortfolio.Of(state, unit);
        portfolio.Orders.RemoveAll(other => other.Id == order.Id);
        portfolio.Orders.Add(order);
        return portfolio;
    }

    /// <summary>Moves the least margin from the parent with which the order passes; false when none does.</summary>
    private static bool TopUp(NaiveState state, NaiveAccount unit, NaiveInstrument instrument, NaiveOrder order)
    {
        var parent = state.Accounts[unit.Parent!.Value];
        var (fails, passes) = (BigInteger.Zero, NaiveMargin.Withdrawable(state, parent, instrument.Settlement));
        if (!PassesMargin(state, unit, instrument, order, passes))
            return false;

        while (passes - fails > 1)
        {
            var middle = (fails + passes) / 2;
            if (PassesMargin(state, unit, instrument, order, middle))
                passes = middle;
            else
                fails = middle;
        }

        state.Note(NaiveRoute.IsolatedTopUp, $"{passes} to {unit.Id}");
        state.Post(parent.Id, unit.Id, instrument.Settlement, passes);
        return true;
    }
}
