using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Pauses, halts and mark overrides.</summary>
internal static class NaiveVenue
{
    public static RejectReason Pause(NaiveState state)
    {
        if (state.IsPaused)
            return RejectReason.AlreadyPaused;

        state.IsPaused = true;
        state.Affect(_ => true);
        return RejectReason.None;
    }

    public static RejectReason Resume(NaiveState state)
    {
        if (!state.IsPaused)
            return RejectReason.NotPaused;

        state.IsPaused = false;
        state.GraceUntil = Times.Later(state.Now, state.Venue.PauseGrace);
        state.Affect(_ => true);
        return RejectReason.None;
    }

    public static RejectReason Halt(NaiveState state, HaltInstrument command)
    {
        if (Fault(state, command.Instrument) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (instrument.IsHalted)
            return RejectReason.AlreadyHalted;

        instrument.IsHalted = true;
        return RejectReason.None;
    }

    public static RejectReason Resume(NaiveState state, ResumeInstrument command)
    {
        if (Fault(state, command.Instrument) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (!instrument.IsHalted)
            return RejectReason.NotHalted;

        instrument.IsHalted = false;
        return RejectReason.None;
    }

    public static RejectReason Propose(NaiveState state, ProposeMarkOverride command)
    {
        if (Fault(state, command.Instrument) is var fault && fault != RejectReason.None)
            return fault;

        if (command.Key <= 0)
            return RejectReason.KeyInvalid;

        if (command.Price.Units is <= 0 or > Price.MaxUnits)
            return RejectReason.PriceOutOfRange;

        state.Instruments[command.Instrument.Value].Proposal = (command.Price.Units, command.Until.Nanoseconds, command.Key);
        return RejectReason.None;
    }

    public static RejectReason Approve(NaiveState state, ApproveMarkOverride command)
    {
        if (Fault(state, command.Instrument) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (command.Key <= 0)
            return RejectReason.KeyInvalid;

        if (instrument.Proposal is not { } proposal || proposal.Until <= state.Now)
            return RejectReason.NoProposal;

        if (proposal.Key == command.Key)
            return RejectReason.KeyInvalid;

        instrument.Proposal = null;
        instrument.Override = (proposal.Price, proposal.Until);
        state.Note(NaiveRoute.Overridden, $"{instrument.Id} at {proposal.Price}");
        Remark(state, instrument);
        return RejectReason.None;
    }

    public static RejectReason EndOverride(NaiveState state, EndMarkOverride command)
    {
        if (Fault(state, command.Instrument) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (command.Key <= 0)
            return RejectReason.KeyInvalid;

        if (instrument.Proposal is null && instrument.Override is null)
            return RejectReason.NoOverride;

        var wasInForce = instrument.Override is not null;
        (instrument.Proposal, instrument.Override) = (null, null);
        if (wasInForce)
            Remark(state, instrument);

        return RejectReason.None;
    }

    private static RejectReason Fault(NaiveState state, InstrumentId instrument)
    {
        if (instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        return state.Instruments[instrument.Value].IsClosed ? RejectReason.InstrumentClosed : RejectReason.None;
    }

    private static void Remark(NaiveState state, NaiveInstrument instrument)
    {
        NaiveMark.Refresh(state, instrument, dt: 0);
        state.Affect(account => !account.Quantity(instrument.Id).IsZero);
    }
}
