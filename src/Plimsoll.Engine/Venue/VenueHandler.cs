using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Views;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Venue;

/// <summary>Halts, pauses, and mark prices set under two keys.</summary>
internal sealed class VenueHandler(EngineContext context)
{
    private EngineState State => context.State;

    public CommandResult Handle(HaltInstrument command)
    {
        if (NotOpen(command.Instrument) is { } refusal)
        {
            return refusal;
        }

        if (State.Instrument(command.Instrument).Trading == TradingState.Halted)
        {
            return Refuse(RejectReason.AlreadyHalted, nameof(command.Instrument));
        }

        context.Accept(command);
        context.Emit(new InstrumentHalted(command.Instrument));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ResumeInstrument command)
    {
        if (NotOpen(command.Instrument) is { } refusal)
        {
            return refusal;
        }

        if (State.Instrument(command.Instrument).Trading != TradingState.Halted)
        {
            return Refuse(RejectReason.NotHalted, nameof(command.Instrument));
        }

        context.Accept(command);
        context.Emit(new InstrumentResumed(command.Instrument));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(PauseVenue command)
    {
        if (State.IsPausedAt(command.At))
        {
            return Refuse(RejectReason.AlreadyPaused, null);
        }

        context.Accept(command);
        context.Emit(new VenuePaused(command.At, command.At + State.Venue.PauseLongest));
        context.TouchEverybody();
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ResumeVenue command)
    {
        if (!State.IsPausedAt(command.At))
        {
            return Refuse(RejectReason.NotPaused, null);
        }

        context.Accept(command);
        context.Resume(ResumeCause.Operator);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ProposeMarkOverride command)
    {
        if (NotOpen(command.Instrument) is { } refusal)
        {
            return refusal;
        }

        if (!command.Price.IsPositive || command.Price > State.MaxPriceOf(State.Instrument(command.Instrument)))
        {
            return Refuse(RejectReason.PriceOutOfRange, nameof(command.Price));
        }

        if (command.Until <= command.At)
        {
            return Refuse(RejectReason.EffectiveTimeInPast, nameof(command.Until));
        }

        if (command.Key <= 0)
        {
            return Refuse(RejectReason.KeyInvalid, nameof(command.Key));
        }

        context.Accept(command);
        context.Emit(new MarkOverrideProposed(command.Instrument, command.Price, command.Until, command.Key));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ApproveMarkOverride command)
    {
        if (NotOpen(command.Instrument) is { } refusal)
        {
            return refusal;
        }

        var row = State.Instrument(command.Instrument);
        if (!row.Override.IsProposed || row.Override.IsInForce || row.Override.Until <= command.At)
        {
            return Refuse(RejectReason.NoProposal, nameof(command.Instrument));
        }

        if (command.Price != default && (command.Price, command.Until) != (row.Override.Price, row.Override.Until))
        {
            return Refuse(RejectReason.NoProposal, nameof(command.Price));
        }

        if (command.Key <= 0 || command.Key == row.Override.Proposer)
        {
            return Refuse(RejectReason.KeyInvalid, nameof(command.Key));
        }

        context.Accept(command);
        context.Emit(new MarkOverrideApproved(command.Instrument, command.Key));
        context.Emit(new MarkPriceChanged(command.Instrument, row.Override.Price, row.SmoothedBasis, row.Premium, command.At));
        context.TouchEverybody();
        return CommandResult.Accepted;
    }

    public CommandResult Handle(EndMarkOverride command)
    {
        if (!State.IsKnown(command.Instrument))
        {
            return Refuse(RejectReason.UnknownInstrument, nameof(command.Instrument));
        }

        if (command.Key <= 0)
        {
            return Refuse(RejectReason.KeyInvalid, nameof(command.Key));
        }

        if (!State.Instrument(command.Instrument).Override.IsProposed)
        {
            return Refuse(RejectReason.NoOverride, nameof(command.Instrument));
        }

        context.Accept(command);
        context.Emit(new MarkOverrideEnded(command.Instrument, command.Key));
        return CommandResult.Accepted;
    }

    /// <summary>Ends overrides and proposals whose time has run out.</summary>
    public void EndOverrides(Timestamp tick)
    {
        for (var i = 0; i < State.Instruments.Count; i++)
        {
            if (State.Instruments[i].Override.IsProposed && State.Instruments[i].Override.Until <= tick)
            {
                context.Emit(new MarkOverrideEnded(new((ushort)i), 0));
            }
        }
    }

    private CommandResult? NotOpen(InstrumentId instrument)
    {
        if (!State.IsKnown(instrument))
        {
            return Refuse(RejectReason.UnknownInstrument, "Instrument");
        }

        return State.Instrument(instrument).IsClosed ? Refuse(RejectReason.InstrumentClosed, "Instrument") : null;
    }
}
