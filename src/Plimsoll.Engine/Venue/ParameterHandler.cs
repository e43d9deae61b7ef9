using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Venue.Schemes;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Venue;

/// <summary>Lists assets, indices and instruments, and changes their parameters at a stated time.</summary>
internal sealed class ParameterHandler(EngineContext context)
{
    private const int MaxScheduled = 1_000;

    private EngineState State => context.State;

    public CommandResult Handle(ListAsset command)
    {
        var asset = command.Parameters;
        if (FirstFault(asset, State.Market.AssetCount, AssetId.Limit) is { } refusal)
        {
            return refusal;
        }

        context.Accept(command);
        context.Emit(new AssetListed(asset.Id, State.ParametersVersion + 1), asset);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ChangeAsset command)
    {
        var asset = command.Parameters;
        if (asset is null || !State.IsKnown(asset.Id))
        {
            return Refuse(RejectReason.UnknownAsset, nameof(command.Parameters));
        }

        var old = State.Market.Asset(asset.Id).Asset;
        return Fixed(AssetValidator.FirstFixedDifference(old, asset))
            ?? Invalid(AssetValidator.Validate(asset, IndexOf(asset), State.NumeraireDecimals))
            ?? Schedule(command, asset, command.EffectiveAt);
    }

    public CommandResult Handle(ListIndex command)
    {
        var index = command.Parameters;
        var refusal = NotNext(index?.Id.Value, State.Indices.Count, IndexId.Limit) ?? Invalid(IndexValidator.Validate(index!));
        if (refusal is { } found)
        {
            return found;
        }

        context.Accept(command);
        context.Emit(new IndexListed(index!.Id, State.ParametersVersion + 1), index);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ChangeIndex command)
    {
        var index = command.Parameters;
        if (index is null || !State.IsKnown(index.Id))
        {
            return Refuse(RejectReason.UnknownIndex, nameof(command.Parameters));
        }

        return Fixed(IndexValidator.FirstFixedDifference(State.Index(index.Id).Parameters, index))
            ?? Invalid(IndexValidator.Validate(index))
            ?? Schedule(command, index, command.EffectiveAt);
    }

    public CommandResult Handle(ListInstrument command)
    {
        var instrument = command.Parameters;
        var refusal = NotNext(instrument?.Id.Value, State.Instruments.Count, InstrumentId.Limit) ?? FirstFault(instrument!);
        if (refusal is { } found)
        {
            return found;
        }

        if (instrument!.HasExpiry && instrument.Expiry <= command.At)
        {
            return Refuse(RejectReason.ParametersInvalid, nameof(instrument.Expiry));
        }

        context.Accept(command);
        if (instrument.Kind != InstrumentKind.Spot && State.FundOf(instrument.SettlementAsset) is null)
        {
            var id = new AccountId(State.Accounts.Count);
            context.Emit(new AccountOpened(id, -1, AccountKind.InsuranceFund, id, default, instrument.SettlementAsset));
        }

        context.Emit(new InstrumentListed(instrument.Id, State.ParametersVersion + 1), instrument);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ChangeInstrument command)
    {
        var instrument = command.Parameters;
        if (instrument is null || !State.IsKnown(instrument.Id))
        {
            return Refuse(RejectReason.UnknownInstrument, nameof(command.Parameters));
        }

        var row = State.Instrument(instrument.Id);
        if (row.IsClosed)
        {
            return Refuse(RejectReason.InstrumentClosed, nameof(command.Parameters));
        }

        return Fixed(InstrumentValidator.FirstFixedDifference(row.Parameters, instrument))
            ?? FirstFault(instrument)
            ?? Schedule(command, instrument, command.EffectiveAt);
    }

    public CommandResult Handle(ListScheme command)
    {
        var scheme = command.Parameters;
        var refusal =
            NotNext(scheme?.Id.Value, State.Schemes.Count + 1, SchemeId.Limit) ?? Invalid(SchemeValidator.FirstFault(scheme!, State));
        if (refusal is { } found)
        {
            return found;
        }

        context.Accept(command);
        context.Emit(new SchemeListed(scheme!.Id, State.ParametersVersion + 1), scheme);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(ChangeScheme command)
    {
        var scheme = command.Parameters;
        if (scheme is null || scheme.Id == SchemeId.Standard || !State.IsKnown(scheme.Id))
        {
            return Refuse(RejectReason.UnknownScheme, nameof(command.Parameters));
        }

        var isRenamed = !string.Equals(scheme.Symbol, State.Schemes[scheme.Id.Value - 1].Symbol, StringComparison.Ordinal);
        return Fixed(isRenamed ? nameof(scheme.Symbol) : null)
            ?? Invalid(SchemeValidator.FirstFault(scheme, State))
            ?? Schedule(command, scheme, command.EffectiveAt);
    }

    public CommandResult Handle(ChangeVenue command)
    {
        var venue = command.Parameters;
        if (venue is not null && venue.Numeraire != State.Venue.Numeraire)
        {
            return Refuse(RejectReason.ParameterNotChangeable, nameof(venue.Numeraire));
        }

        return Invalid(VenueValidator.Validate(venue!)) ?? Schedule(command, venue!, command.EffectiveAt);
    }

    public CommandResult Handle(WithdrawChange command)
    {
        if (!State.Schedule.ContainsKey(command.Ticket))
        {
            return Refuse(RejectReason.UnknownChange, nameof(command.Ticket));
        }

        context.Accept(command);
        context.Emit(new ChangeWithdrawn(command.Ticket));
        return CommandResult.Accepted;
    }

    /// <summary>Puts every change into force whose time has come, in order of that time, then of acceptance.</summary>
    public void ApplyDue(Timestamp tick)
    {
        while (EarliestDue(tick) is { } change)
        {
            context.Emit(new ParametersChanged(change.Ticket, State.ParametersVersion + 1));
            context.TouchEverybody();
        }
    }

    private ScheduledChange? EarliestDue(Timestamp tick)
    {
        ScheduledChange? earliest = null;
        for (var i = 0; i < State.Schedule.Count; i++)
        {
            var change = State.Schedule.GetValueAtIndex(i);
            if (change.EffectiveAt <= tick && (earliest is null || change.EffectiveAt < earliest.EffectiveAt))
            {
                earliest = change;
            }
        }

        return earliest;
    }

    private CommandResult Schedule(Command command, object parameters, Timestamp effectiveAt)
    {
        if (effectiveAt < command.At)
        {
            return Refuse(RejectReason.EffectiveTimeInPast, "EffectiveAt");
        }

        if (State.Schedule.Count >= MaxScheduled)
        {
            return Refuse(RejectReason.LimitReached, "EffectiveAt");
        }

        context.Accept(command);
        var ticket = State.NextTicket;
        context.Emit(new ChangeScheduled(ticket, effectiveAt), parameters);
        if (effectiveAt == command.At)
        {
            context.Emit(new ParametersChanged(ticket, State.ParametersVersion + 1));
            context.TouchEverybody();
        }

        return CommandResult.Accepted;
    }

    private CommandResult? FirstFault(AssetParameters? asset, int next, int limit)
    {
        if (NotNext(asset?.Id.Value, next, limit) is { } refusal)
        {
            return refusal;
        }

        if (asset!.Index is { } index && !State.IsKnown(index))
        {
            return Refuse(RejectReason.UnknownIndex, nameof(asset.Index));
        }

        // The numeraire comes first and alone has no index: everything else is valued in it.
        if (asset.Index is null != (asset.Id == State.Venue.Numeraire))
        {
            return Refuse(RejectReason.ParametersInvalid, nameof(asset.Index));
        }

        return Invalid(AssetValidator.Validate(asset, IndexOf(asset), next == 0 ? asset.Decimals : State.NumeraireDecimals));
    }

    private CommandResult? FirstFault(InstrumentParameters instrument)
    {
        if (!State.IsKnown(instrument.SettlementAsset))
        {
            return Refuse(RejectReason.UnknownAsset, nameof(instrument.SettlementAsset));
        }

        var isSpot = instrument.Kind == InstrumentKind.Spot;
        if (isSpot && !State.IsKnown(instrument.BaseAsset))
        {
            return Refuse(RejectReason.UnknownAsset, nameof(instrument.BaseAsset));
        }

        if (!State.IsKnown(instrument.Underlying))
        {
            return Refuse(RejectReason.UnknownIndex, nameof(instrument.Underlying));
        }

        var settlement = State.Market.Asset(instrument.SettlementAsset).Asset;
        var baseAsset = isSpot ? State.Market.Asset(instrument.BaseAsset).Asset : null;
        return Invalid(InstrumentValidator.Validate(instrument, settlement, baseAsset, State.Index(instrument.Underlying).Parameters));
    }

    private IndexParameters? IndexOf(AssetParameters asset) =>
        asset.Index is { } index && State.IsKnown(index) ? State.Index(index).Parameters : null;

    private static CommandResult? NotNext(int? id, int next, int limit)
    {
        if (id is null)
        {
            return Refuse(RejectReason.ParametersInvalid, "Parameters");
        }

        if (next >= limit)
        {
            return Refuse(RejectReason.LimitReached, "Parameters");
        }

        return id == next ? null : Refuse(RejectReason.IdNotNext, "Id");
    }

    private static CommandResult? Invalid(string? field) => field is null ? null : Refuse(RejectReason.ParametersInvalid, field);

    private static CommandResult? Fixed(string? field) => field is null ? null : Refuse(RejectReason.ParameterNotChangeable, field);
}
