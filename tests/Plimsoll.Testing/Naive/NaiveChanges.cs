using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Changes of parameters, at once or at a later tick.</summary>
internal static class NaiveChanges
{
    public static RejectReason Change(NaiveState state, ChangeVenue command)
    {
        if (command.Parameters.Numeraire != state.Venue.Numeraire)
            return RejectReason.ParameterNotChangeable;

        if (!NaiveParameters.IsValid(command.Parameters))
            return RejectReason.ParametersInvalid;

        return Schedule(state, command.At, command.EffectiveAt, command.Parameters);
    }

    public static RejectReason Change(NaiveState state, ChangeAsset command)
    {
        var id = command.Parameters.Id.Value;
        if (id >= state.Assets.Count)
            return RejectReason.UnknownAsset;

        if (Fixed(command.Parameters) != Fixed(state.Assets[id]))
            return RejectReason.ParameterNotChangeable;

        if (!NaiveParameters.IsValid(state, command.Parameters))
            return RejectReason.ParametersInvalid;

        return Schedule(state, command.At, command.EffectiveAt, command.Parameters);
    }

    public static RejectReason Change(NaiveState state, ChangeIndex command)
    {
        var id = command.Parameters.Id.Value;
        if (id >= state.Indices.Count)
            return RejectReason.UnknownIndex;

        var old = state.Indices[id].Parameters;
        if (Fixed(command.Parameters) != Fixed(old) || !command.Parameters.Sources.SequenceEqual(old.Sources))
            return RejectReason.ParameterNotChangeable;

        if (!NaiveParameters.IsValid(command.Parameters))
            return RejectReason.ParametersInvalid;

        return Schedule(state, command.At, command.EffectiveAt, command.Parameters);
    }

    public static RejectReason Change(NaiveState state, ChangeInstrument command)
    {
        var id = command.Parameters.Id.Value;
        if (id >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        if (state.Instruments[id].IsClosed)
            return RejectReason.InstrumentClosed;

        if (Fixed(command.Parameters) != Fixed(state.Instruments[id].Parameters))
            return RejectReason.ParameterNotChangeable;

        if (!NaiveParameters.IsValid(command.Parameters) || !NaiveParameters.Fits(state, command.Parameters))
            return RejectReason.ParametersInvalid;

        return Schedule(state, command.At, command.EffectiveAt, command.Parameters);
    }

    public static RejectReason Change(NaiveState state, ChangeScheme command)
    {
        var place = command.Parameters.Id.Value - 1;
        if (place < 0 || place >= state.Schemes.Count)
            return RejectReason.UnknownScheme;

        if (command.Parameters.Symbol != state.Schemes[place].Symbol)
            return RejectReason.ParameterNotChangeable;

        if (!NaiveSchemes.IsValid(state, command.Parameters))
            return RejectReason.ParametersInvalid;

        return Schedule(state, command.At, command.EffectiveAt, command.Parameters);
    }

    public static RejectReason Withdraw(NaiveState state, WithdrawChange command) =>
        state.Changes.RemoveAll(change => change.Ticket == command.Ticket) == 1 ? RejectReason.None : RejectReason.UnknownChange;

    private static RejectReason Schedule(NaiveState state, Timestamp at, Timestamp effectiveAt, object rules)
    {
        if (effectiveAt < at)
            return RejectReason.EffectiveTimeInPast;

        var change = new NaiveChange(++state.LastTicket, effectiveAt.Nanoseconds, rules);
        if (effectiveAt > at)
        {
            state.Changes.Add(change);
            return RejectReason.None;
        }

        change.Apply(state);
        state.Affect(_ => true);
        return RejectReason.None;
    }

    private static AssetParameters Fixed(AssetParameters asset) =>
        new()
        {
            Id = asset.Id,
            Symbol = asset.Symbol,
            Decimals = asset.Decimals,
            Index = asset.Index,
            Haircuts = NoHaircut,
        };

    private static HaircutLadder NoHaircut { get; } = HaircutLadder.Uniform(default);

    private static (int, string, int) Fixed(IndexParameters index) => (index.Id.Value, index.Symbol, index.Decimals);

    /// <summary>"Tiers, fees, mark and funding parameters, the largest order. Everything else is fixed."</summary>
    private static InstrumentParameters Fixed(InstrumentParameters instrument) =>
        instrument with
        {
            Margin = Plimsoll.Margin.RiskTierTable.Empty,
            Fees = FeeSchedule.Free,
            Mark = MarkParameters.Default,
            Funding = Plimsoll.Funding.FundingParameters.Default,
            MaxOrderQuantity = default,
        };
}
