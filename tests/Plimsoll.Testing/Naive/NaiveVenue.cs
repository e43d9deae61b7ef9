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
        state.PausedUntil = Times.Later(state.Now, state.Venue.PauseLongest);
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

        var instrument = state.Instruments[command.Instrument.Value];
        if (command.Price.Units <= 0 || command.Price.Units > NaiveScale.HighestPrice(state, instrument))
            return RejectReason.PriceOutOfRange;

        if (command.Until <= command.At)
            return RejectReason.EffectiveTimeInPast;

        if (command.Key <= 0)
            return RejectReason.KeyInvalid;

        instrument.Override = (command.Price.Units, command.Until.Nanoseconds, command.Key, IsApproved: false);
        return RejectReason.None;
    }

    public static RejectReason Approve(NaiveState state, ApproveMarkOverride command)
    {
        if (Fault(state, command.Instrument) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (instrument.Override is not { IsApproved: false } proposal || proposal.Until <= state.Now)
            return RejectReason.NoProposal;

        var isOther = command.Price.Units != proposal.Price || command.Until.Nanoseconds != proposal.Until;
        if (isOther && command.Price.Units != 0)
            return RejectReason.NoProposal;

        if (command.Key <= 0 || proposal.Proposer == command.Key)
            return RejectReason.KeyInvalid;

        instrument.Override = proposal with { IsApproved = true };
        instrument.Mark = proposal.Price;
        state.Note(NaiveRoute.Overridden, $"{instrument.Id} at {proposal.Price}");
        state.Affect(_ => true);
        return RejectReason.None;
    }

    public static RejectReason EndOverride(NaiveState state, EndMarkOverride command)
    {
        if (command.Instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        var instrument = state.Instruments[command.Instrument.Value];
        if (command.Key <= 0)
            return RejectReason.KeyInvalid;

        if (instrument.Override is null)
            return RejectReason.NoOverride;

        instrument.Override = null; // the next tick computes the mark again
        return RejectReason.None;
    }

    private static RejectReason Fault(NaiveState state, InstrumentId instrument)
    {
        if (instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        return state.Instruments[instrument.Value].IsClosed ? RejectReason.InstrumentClosed : RejectReason.None;
    }
}
