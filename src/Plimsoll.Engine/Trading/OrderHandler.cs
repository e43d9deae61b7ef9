using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Trading;

/// <summary>Orders of users on their way to the matching engine, and the word that they are over.</summary>
internal sealed class OrderHandler(EngineContext context, Bookkeeper books, Margins margins, OrderAdmission admission)
{
    private EngineState State => context.State;

    public CommandResult Handle(PlaceOrder command)
    {
        if (Check(command, out var order, out var fromParent) is { } refusal)
        {
            return refusal;
        }

        context.Accept(command);
        MoveFromParent(command.Account, order, fromParent);
        var isReduceOnly = command.IsReduceOnly ? Flag.Yes : Flag.No;
        context.Emit(
            new OrderPlaced(order.Id, order.Account, order.Instrument, order.Remaining, order.Limit, isReduceOnly, order.ClientOrderId)
        );
        return CommandResult.Accepted;
    }

    /// <summary>What an order would be answered.</summary>
    public CommandResult Check(PlaceOrder command) => Check(command, out _, out _) ?? CommandResult.Accepted;

    public CommandResult Handle(AmendOrder command)
    {
        if (!State.Orders.TryGetValue(command.Order, out var old))
        {
            return Refuse(RejectReason.UnknownOrder, nameof(command.Order));
        }

        if (old.IsLiquidation)
        {
            return Refuse(RejectReason.OrderIsLiquidation, nameof(command.Order));
        }

        if (command.Quantity.Sign == -old.Remaining.Sign)
        {
            return Refuse(RejectReason.SideChanged, nameof(command.Quantity));
        }

        var unit = State.Account(old.Account);
        var account = State.Account(unit.Parent);
        var refusal =
            admission.WhoAndWhere(account.Id, old.Instrument, old.IsReduceOnly, command.At)
            ?? admission.Grid(old.Instrument, command.Quantity, command.LimitPrice);
        if (refusal is { } found)
        {
            return found;
        }

        var order = old with { Remaining = command.Quantity, Limit = command.LimitPrice };
        if (admission.Effect(account, unit, order, old, out var fromParent) is { } refused)
        {
            return refused;
        }

        context.Accept(command);
        MoveFromParent(account.Id, order, fromParent);
        context.Emit(new OrderAmended(command.Order, command.Quantity, command.LimitPrice));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(CancelOrder command)
    {
        if (!State.Orders.TryGetValue(command.Order, out var order))
        {
            return Refuse(RejectReason.UnknownOrder, nameof(command.Order));
        }

        if (order.IsLiquidation)
        {
            return Refuse(RejectReason.OrderIsLiquidation, nameof(command.Order));
        }

        context.Accept(command);
        Close(order, OrderCloseReason.Cancelled);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ReportOrderDone command)
    {
        if (!State.Orders.TryGetValue(command.Order, out var order))
        {
            return Refuse(RejectReason.UnknownOrder, nameof(command.Order));
        }

        context.Accept(command);
        Close(order, OrderCloseReason.Done);
        return CommandResult.Accepted;
    }

    /// <summary>The largest number of lots that would be accepted now, by bisection on the check itself.</summary>
    /// <remarks>
    /// <para>
    /// Why bisection may be used: the check accepts n lots when IM(n) ≤ max(IM(0), free equity), and the right side does not depend on n. While lots close a
    /// position, IM(n) changes per lot by the order's loss less the margin that is set free; from flat on, by loss plus margin. As long as the loss of a lot is no
    /// more than the margin of a lot, IM(n) so falls from IM(0) and then rises: what is accepted is 1 … n*, and n* is found. Grid, scale and what spot orders lock
    /// only grow with n.
    /// </para>
    /// <para>
    /// A limit further through the mark breaks that, and so does a scheme of portfolio margin, where lots may hedge: IM(n) rises at once and may fall once more where a lower tier begins. Then an accepted number is found of which
    /// one lot more is refused, but there may be greater ones (docs/spec/0006, TRAD-012).
    /// </para>
    /// </remarks>
    public Quantity Largest(PlaceOrder probe, int side)
    {
        if (!State.IsKnown(probe.Instrument))
        {
            return Quantity.Zero;
        }

        var parameters = State.Instrument(probe.Instrument).Parameters;
        var lot = parameters.LotSize.Units;
        var most = parameters.MaxOrderQuantity.Units / lot;
        if (most == 0 || !IsAccepted(1))
        {
            return Quantity.Zero;
        }

        var (accepted, refused) = (1L, most + 1);
        while (refused - accepted > 1)
        {
            var middle = accepted + ((refused - accepted) / 2);
            if (IsAccepted(middle))
            {
                accepted = middle;
            }
            else
            {
                refused = middle;
            }
        }

        return new(accepted * lot);

        bool IsAccepted(long lots) => Check(probe with { Quantity = new(side * lots * lot) }, out _, out _) is null;
    }

    /// <summary>What an order would cost, and whether it would be accepted.</summary>
    public OrderCost CostOf(PlaceOrder probe)
    {
        var refusal = Check(probe, out var order, out _);
        var unit = State.UnitOf(State.Account(probe.Account), probe.Instrument);
        var now = margins.Initial(unit);
        var instrument = State.Instrument(probe.Instrument);
        if (order.Remaining.IsZero || !instrument.Mark.IsPositive || !State.IsValued(instrument))
        {
            return new(refusal ?? CommandResult.Accepted, now, null, null);
        }

        var isSpot = instrument.Parameters.Kind == InstrumentKind.Spot;
        return new(
            refusal ?? CommandResult.Accepted,
            now,
            margins.Initial(unit, default, order),
            isSpot ? null : margins.InitialIfFilled(unit, default, order)
        );
    }

    /// <summary>Cancels every order of an account, in order of number.</summary>
    public void CloseAll(AccountRow account, OrderCloseReason reason)
    {
        while (account.Orders.Count > 0)
        {
            Close(State.Orders[account.Orders[0]], reason);
        }
    }

    /// <summary>Ends an order and has its account looked at again.</summary>
    public void Close(in OrderRow order, OrderCloseReason reason)
    {
        context.Emit(new OrderClosed(order.Id, reason));
        context.Touch(order.Account);
    }

    private CommandResult? Check(PlaceOrder command, out OrderRow order, out Money fromParent)
    {
        order = default;
        fromParent = default;
        var refusal =
            admission.WhoAndWhere(command.Account, command.Instrument, command.IsReduceOnly, command.At)
            ?? admission.Grid(command.Instrument, command.Quantity, command.LimitPrice);
        if (refusal is not null)
        {
            return refusal;
        }

        var account = State.Account(command.Account);
        var unit = State.UnitOf(account, command.Instrument);
        order = new(
            new(State.NextOrder),
            unit.Id,
            command.Instrument,
            command.Quantity,
            command.LimitPrice,
            command.IsReduceOnly,
            false,
            command.ClientOrderId,
            Timestamp.Never
        );
        return admission.Book(unit, command.ClientOrderId) ?? admission.Effect(account, unit, order, default, out fromParent);
    }

    private void MoveFromParent(AccountId parent, in OrderRow order, Money amount)
    {
        var asset = State.Instrument(order.Instrument).Parameters.SettlementAsset;
        books.Post(parent, order.Account, asset, amount, PostingReason.IsolatedMargin, order.Id.Value);
    }
}
