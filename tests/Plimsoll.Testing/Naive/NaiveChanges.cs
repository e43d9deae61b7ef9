using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Marking;

namespace Plimsoll.Testing.Naive;

/// <summary>Changes of parameters, at once or at a later tick.</summary>
internal static class NaiveChanges
{
    public static RejectReason Change(NaiveState state, ChangeVenue command)
    {
        if (command.EffectiveAt < command.At)
            return RejectReason.EffectiveTimeInPast;

        if (!NaiveParameters.IsValid(command.Parameters))
            return RejectReason.ParametersInvalid;

        if (command.Parameters.Numeraire != state.Venue.Numeraire)
            return RejectReason.ParameterNotChangeable;

        return Schedule(state, command.EffectiveAt.Nanoseconds, () => state.Venue = command.Parameters);
    }

    public static RejectReason Change(NaiveState state, ChangeAsset command)
    {
        if (command.EffectiveAt < command.At)
            return RejectReason.EffectiveTimeInPast;

        if (!NaiveParameters.IsValid(state, command.Parameters))
            return RejectReason.ParametersInvalid;

        var id = command.Parameters.Id.Value;
        if (id >= state.Assets.Count)
            return RejectReason.UnknownAsset;

        if (Fixed(command.Parameters) != Fixed(state.Assets[id]))
            return RejectReason.ParameterNotChangeable;

        return Schedule(state, command.EffectiveAt.Nanoseconds, () => state.Assets[id] = command.Parameters);
    }

    public static RejectReason Change(NaiveState state, ChangeIndex command)
    {
        if (command.EffectiveAt < command.At)
            return RejectReason.EffectiveTimeInPast;

        if (!NaiveParameters.IsValid(command.Parameters))
            return RejectReason.ParametersInvalid;

        var id = command.Parameters.Id.Value;
        if (id >= state.Indices.Count)
            return RejectReason.UnknownIndex;

        var old = state.Indices[id].Parameters;
        if (Fixed(command.Parameters) != Fixed(old) || !command.Parameters.Sources.SequenceEqual(old.Sources))
            return RejectReason.ParameterNotChangeable;

        return Schedule(state, command.EffectiveAt.Nanoseconds, () => state.Indices[id].Parameters = command.Parameters);
    }

    public static RejectReason Change(NaiveState state, ChangeInstrument command)
    {
        if (command.EffectiveAt < command.At)
            return RejectReason.EffectiveTimeInPast;

        if (!NaiveParameters.IsValid(command.Parameters))
            return RejectReason.ParametersInvalid;

        var id = command.Parameters.Id.Value;
        if (id >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        if (state.Instruments[id].IsClosed)
            return RejectReason.InstrumentClosed;

        if (Fixed(command.Parameters) != Fixed(state.Instruments[id].Parameters))
            return RejectReason.ParameterNotChangeable;

        return Schedule(state, command.EffectiveAt.Nanoseconds, () => state.Instruments[id].Parameters = command.Parameters);
    }

    private static RejectReason Schedule(NaiveState state, long effectiveAt, Action apply)
    {
        if (effectiveAt > state.Now)
        {
            state.Changes.Add((effectiveAt, apply));
            return RejectReason.None;
        }

        apply();
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
