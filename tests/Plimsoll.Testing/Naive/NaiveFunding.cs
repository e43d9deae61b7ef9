using System.Numerics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;

namespace Plimsoll.Testing.Naive;

/// <summary>Funding of perpetuals: docs/spec/0009.</summary>
internal static class NaiveFunding
{
    public static RejectReason Settle(NaiveState state, SettleFunding command)
    {
        if (Fault(state, command) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        var rate = Rate(instrument);
        Pay(state, instrument, rate);
        instrument.FundingRate = rate;
        instrument.FundingDue = NextDue(instrument, state.Now);
        (instrument.PremiumSum, instrument.PremiumTime) = (0, 0);
        return RejectReason.None;
    }

    /// <summary>The first multiple of the interval after a time.</summary>
    public static BigInteger NextDue(NaiveInstrument instrument, long after)
    {
        BigInteger interval = instrument.Parameters.Funding.Interval.Nanoseconds;
        return (Ratio.Of(after, interval).Floor() + 1) * interval;
    }

    private static RejectReason Fault(NaiveState state, SettleFunding command)
    {
        if (command.Instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        var instrument = state.Instruments[command.Instrument.Value];
        if (instrument.IsClosed)
            return RejectReason.InstrumentClosed;

        if (instrument.Parameters.Kind != InstrumentKind.Perpetual)
            return RejectReason.NotPerpetual;

        if (state.Now < instrument.FundingDue)
            return RejectReason.FundingNotDue;

        return instrument.Mark.Sign > 0 ? RejectReason.None : RejectReason.NoMarkPrice;
    }

    private static BigInteger Rate(NaiveInstrument instrument)
    {
        var funding = instrument.Parameters.Funding;
        var premium = instrument.PremiumTime.IsZero ? 0 : Ratio.Of(instrument.PremiumSum, instrument.PremiumTime).Floor();
        var pulled = premium + BigInteger.Clamp(funding.Interest.Nano - premium, -funding.Damper.Nano, funding.Damper.Nano);
        return BigInteger.Clamp(pulled, -funding.Cap.Nano, funding.Cap.Nano);
    }

    private static void Pay(NaiveState state, NaiveInstrument instrument, BigInteger rate)
    {
        if (rate.IsZero)
            return;

        state.Note(rate.Sign > 0 ? NaiveRoute.FundingByLongs : NaiveRoute.FundingByShorts, $"{rate}");
        var (rounding, asset, share) = (AccountId.Rounding.Value, instrument.Settlement, BigInteger.Abs(rate));
        var holders = state.Accounts.Where(account => !account.Quantity(instrument.Id).IsZero).ToList();
        foreach (var payer in holders.Where(account => account.Quantity(instrument.Id).Sign == rate.Sign))
            state.Post(payer.Id, rounding, asset, Ratio.Share(Worth(state, instrument, payer).Ceiling(), share).Ceiling());

        foreach (var receiver in holders.Where(account => account.Quantity(instrument.Id).Sign != rate.Sign))
            state.Post(rounding, receiver.Id, asset, Ratio.Share(Worth(state, instrument, receiver).Floor(), share).Floor());
    }

    private static Ratio Worth(NaiveState state, NaiveInstrument instrument, NaiveAccount account) =>
        NaiveValues.Value(state, instrument, account.Quantity(instrument.Id), instrument.Mark).Abs();
}
