using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Settlement;

/// <summary>Funding of perpetuals, expiry of dated futures and options, delisting.</summary>
/// <remarks>Source: docs/spec/0009-funding-settlement.md (FUND-001 … FUND-011).</remarks>
internal sealed class SettlementHandler(EngineContext context, Bookkeeper books, OrderHandler orders)
{
    private EngineState State => context.State;

    public CommandResult Handle(SettleFunding command)
    {
        if (NotOpen(command.Instrument) is { } refusal)
        {
            return refusal;
        }

        var instrument = State.Instrument(command.Instrument);
        if (instrument.Parameters.Kind != InstrumentKind.Perpetual)
        {
            return Refuse(RejectReason.NotPerpetual, nameof(command.Instrument));
        }

        if (command.At < instrument.NextFunding)
        {
            return Refuse(RejectReason.FundingNotDue, nameof(command.At));
        }

        if (!instrument.Mark.IsPositive)
        {
            return Refuse(RejectReason.NoMarkPrice, nameof(command.Instrument));
        }

        context.Accept(command);
        var premium =
            instrument.PremiumTime == 0
                ? Rate.Zero
                : new Rate((long)ExactMath.Divide(instrument.PremiumSum, instrument.PremiumTime, Rounding.Floor));
        var rate = FundingRule.Compute(premium, instrument.Parameters.Funding);
        PayFunding(instrument, rate, isPaying: true);
        PayFunding(instrument, rate, isPaying: false);
        context.Emit(new FundingSettled(command.Instrument, rate, instrument.Mark, command.At));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ExpireInstrument command)
    {
        if (NotOpen(command.Instrument) is { } refusal)
        {
            return refusal;
        }

        var instrument = State.Instrument(command.Instrument);
        if (!instrument.Parameters.HasExpiry)
        {
            return Refuse(RejectReason.NotDatedFuture, nameof(command.Instrument));
        }

        if (command.At < instrument.Parameters.Expiry)
        {
            return Refuse(RejectReason.NotExpiredYet, nameof(command.At));
        }

        // The index holds from its last tick until now, or until the expiry.
        var index = State.Index(instrument.Parameters.Underlying);
        var since = State.Tick == Timestamp.Never ? command.At : State.Tick;
        var (sum, time) = instrument.DeliveryUntil(since, command.At, index.Price);
        if (time == 0)
        {
            return Refuse(RejectReason.NoDeliveryPrice, nameof(command.Instrument));
        }

        context.Accept(command);
        Close(instrument, SettlementPrice(instrument.Parameters, new((long)ExactMath.Divide(sum, time, Rounding.Floor)), index));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(DelistInstrument command)
    {
        if (NotOpen(command.Instrument) is { } refusal)
        {
            return refusal;
        }

        var instrument = State.Instrument(command.Instrument);
        if (!instrument.Mark.IsPositive && instrument.Parameters.Kind != InstrumentKind.Spot)
        {
            return Refuse(RejectReason.NoMarkPrice, nameof(command.Instrument));
        }

        context.Accept(command);
        Close(instrument, instrument.Mark);
        return CommandResult.Accepted;
    }

    /// <summary>A future is settled at its delivery price, an option at its payoff there.</summary>
    private static Price SettlementPrice(InstrumentParameters instrument, Price delivery, IndexRow index) =>
        instrument.Option is { } option
            ? option.Payoff(delivery, instrument.Payoff == Payoff.Inverse, index.Parameters.Decimals, instrument.PriceDecimals)
            : delivery;

    private CommandResult? NotOpen(InstrumentId instrument)
    {
        if (!State.IsKnown(instrument))
        {
            return Refuse(RejectReason.UnknownInstrument, "Instrument");
        }

        return State.Instrument(instrument).IsClosed ? Refuse(RejectReason.InstrumentClosed, "Instrument") : null;
    }

    /// <summary>Payers pay rounded up, receivers receive rounded down; what is left stays in Rounding and is never negative.</summary>
    private void PayFunding(InstrumentRow instrument, Rate rate, bool isPaying)
    {
        var id = instrument.Parameters.Id;
        var asset = instrument.Parameters.SettlementAsset;
        var size = new Rate(Math.Abs(rate.Nano));
        for (var i = AccountId.Reserved; i < State.Accounts.Count; i++)
        {
            var account = State.Accounts[i];
            var quantity = account.Position(id).Quantity;
            if (quantity.IsZero || isPaying != (quantity.Sign == Math.Sign(rate.Nano)))
            {
                continue;
            }

            if (isPaying)
            {
                var paid = instrument.Contract.Notional(quantity, instrument.Mark).Scale(size, Rounding.Ceiling);
                books.Post(account.Id, AccountId.Rounding, asset, paid, PostingReason.Funding, id.Value);
            }
            else
            {
                // The larger of the two signs' floors is the unsigned value rounded down.
                var value = instrument.Contract.Value(
                    quantity,
                    instrument.Mark,
                    quantity.Sign > 0 != instrument.Contract.IsInverse ? Rounding.Floor : Rounding.Ceiling
                );
                books.Post(AccountId.Rounding, account.Id, asset, value.Abs().Scale(size, Rounding.Floor), PostingReason.Funding, id.Value);
            }
        }
    }

    private void Close(InstrumentRow instrument, Price price)
    {
        var id = instrument.Parameters.Id;
        CloseOrders(id);
        if (instrument.Parameters.Kind != InstrumentKind.Spot)
        {
            SettlePositions(instrument, price);
        }

        context.Emit(new InstrumentClosed(id, price));
    }

    private void CloseOrders(InstrumentId instrument)
    {
        var open = State.Orders.Values.Where(order => order.Instrument == instrument).OrderBy(order => order.Id.Value).ToList();
        foreach (var order in open)
        {
            orders.Close(order, OrderCloseReason.InstrumentClosed);
        }
    }

    private void SettlePositions(InstrumentRow instrument, Price price)
    {
        var id = instrument.Parameters.Id;
        var residue = Money.Zero;
        for (var i = AccountId.Reserved; i < State.Accounts.Count; i++)
        {
            var account = State.Accounts[i];
            var quantity = account.Position(id).Quantity;
            if (!quantity.IsZero)
            {
                var value = instrument.Contract.Value(quantity, price, Rounding.Floor);
                books.Fill(account, id, -quantity, -value, PostingReason.Settlement, id.Value);
                residue -= value;
            }
        }

        var asset = instrument.Parameters.SettlementAsset;
        books.Post(AccountId.Clearing, AccountId.Rounding, asset, residue, PostingReason.Remainder, id.Value);
    }
}
