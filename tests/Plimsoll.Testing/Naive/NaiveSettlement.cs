using System.Numerics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Expiry and delisting: docs/spec/0009.</summary>
internal static class NaiveSettlement
{
    public static RejectReason Expire(NaiveState state, ExpireInstrument command)
    {
        if (Fault(state, command.Instrument.Value) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (!instrument.Expires)
            return RejectReason.NotDatedFuture;

        if (!instrument.IsPastExpiry(state.Now))
            return RejectReason.NotExpiredYet;

        if (DeliveryPrice(state, instrument) is not { } price)
            return RejectReason.NoDeliveryPrice;

        state.Note(NaiveRoute.Expired, $"{instrument.Id} at {price}");
        price = instrument.IsOption ? Payoff(state, instrument, price) : price;
        if (instrument.IsOption && price.Sign > 0)
            state.Note(NaiveRoute.OptionPaid, $"{price}");

        Close(state, instrument, price);
        return RejectReason.None;
    }

    public static RejectReason Delist(NaiveState state, DelistInstrument command)
    {
        if (Fault(state, command.Instrument.Value) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (!instrument.IsSpot && instrument.Mark.Sign <= 0)
            return RejectReason.NoMarkPrice;

        state.Note(NaiveRoute.Delisted, $"{instrument.Id}");
        Close(state, instrument, instrument.Mark);
        return RejectReason.None;
    }

    private static RejectReason Fault(NaiveState state, int instrument)
    {
        if (instrument >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        return state.Instruments[instrument].IsClosed ? RejectReason.InstrumentClosed : RejectReason.None;
    }

    /// <summary>The time-weighted index over the delivery window; a price counts from its tick until the next.</summary>
    private static BigInteger? DeliveryPrice(NaiveState state, NaiveInstrument instrument)
    {
        var history = state.Indices[instrument.Parameters.Underlying.Value].History;
        BigInteger end = instrument.Parameters.Expiry.Nanoseconds;
        var start = end - instrument.Parameters.DeliveryWindow.Nanoseconds;
        var (sum, time) = (BigInteger.Zero, BigInteger.Zero);
        for (var i = 0; i < history.Count; i++)
        {
            var until = i + 1 < history.Count ? history[i + 1].Time : state.Now;
            var span = BigInteger.Min(until, end) - BigInteger.Max(history[i].Time, start);
            if (span.Sign <= 0 || history[i].Price.IsZero)
                continue;

            sum += history[i].Price * span;
            time += span;
        }

        return time.IsZero ? null : Ratio.Of(sum, time).Floor();
    }

    /// <summary>What an option pays at a delivery price, in its own units: docs/spec/0020.</summary>
    private static BigInteger Payoff(NaiveState state, NaiveInstrument instrument, BigInteger delivery)
    {
        var (option, unit) = (instrument.Parameters.Option!, state.Indices[instrument.Parameters.Underlying.Value].Parameters.Decimals);
        var gain = option.Right == OptionType.Call ? delivery - option.Strike.Units : option.Strike.Units - delivery;
        var paid = BigInteger.Max(0, gain) * Ratio.PowerOfTen(instrument.Parameters.PriceDecimals - unit);
        var inCoin = paid / (delivery * Ratio.PowerOfTen(-unit));
        return BigInteger.Min(Price.MaxUnits, (instrument.Parameters.Payoff == Instruments.Payoff.Inverse ? inCoin : paid).Floor());
    }

    private static void Close(NaiveState state, NaiveInstrument instrument, BigInteger price)
    {
        CloseOrders(state, instrument);
        var residue = BigInteger.Zero;
        foreach (var account in state.Accounts.Where(account => !account.Quantity(instrument.Id).IsZero))
        {
            var position = account.Positions[instrument.Id];
            var value = NaiveValues.Value(state, instrument, position.Quantity, price).Floor();
            account.Positions.Remove(instrument.Id);
            state.Affected.Add(account.Id);
            NaiveLedger.PostRealised(state, account.Id, instrument.Settlement, value - position.Cost);
            residue -= value;
        }

        state.Post(AccountId.Clearing.Value, AccountId.Rounding.Value, instrument.Settlement, residue);
        instrument.IsClosed = true;
    }

    private static void CloseOrders(NaiveState state, NaiveInstrument instrument)
    {
        foreach (var order in state.Orders.Values.Where(order => order.Instrument == instrument.Id).ToList())
        {
            if (order.IsLiquidation)
                NaiveLiquidator.OrderOver(state, order);
            else
                NaiveOrders.Close(state, order);
        }
    }
}
