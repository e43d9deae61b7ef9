using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Listing assets, indices and instruments: docs/spec/0002.</summary>
internal static class NaiveListing
{
    public static RejectReason List(NaiveState state, AssetParameters asset)
    {
        if (state.Assets.Count >= AssetId.Limit)
            return RejectReason.LimitReached;

        if (asset.Id.Value != state.Assets.Count)
            return RejectReason.IdNotNext;

        if (asset.Index is { } index && index.Value >= state.Indices.Count)
            return RejectReason.UnknownIndex;

        if (!NaiveParameters.IsValid(state, asset))
            return RejectReason.ParametersInvalid;

        state.Assets.Add(asset);
        return RejectReason.None;
    }

    public static RejectReason List(NaiveState state, IndexParameters index)
    {
        if (state.Indices.Count >= IndexId.Limit)
            return RejectReason.LimitReached;

        if (index.Id.Value != state.Indices.Count)
            return RejectReason.IdNotNext;

        if (!NaiveParameters.IsValid(index))
            return RejectReason.ParametersInvalid;

        state.Indices.Add(new(index));
        return RejectReason.None;
    }

    public static RejectReason List(NaiveState state, InstrumentParameters instrument)
    {
        if (state.Instruments.Count >= InstrumentId.Limit)
            return RejectReason.LimitReached;

        if (instrument.Id.Value != state.Instruments.Count)
            return RejectReason.IdNotNext;

        if (UnknownIn(state, instrument) is var unknown && unknown != RejectReason.None)
            return unknown;

        if (!NaiveParameters.IsValid(instrument) || IsExpired(instrument, state.Now) || !NaiveParameters.Fits(state, instrument))
            return RejectReason.ParametersInvalid;

        Open(state, new(instrument));
        return RejectReason.None;
    }

    private static bool IsExpired(InstrumentParameters instrument, long now) =>
        new NaiveInstrument(instrument).Expires && (instrument.Expiry == Timestamp.Never || instrument.Expiry.Nanoseconds <= now);

    private static RejectReason UnknownIn(NaiveState state, InstrumentParameters instrument)
    {
        if (instrument.SettlementAsset.Value >= state.Assets.Count)
            return RejectReason.UnknownAsset;

        if (instrument.Kind == InstrumentKind.Spot && instrument.BaseAsset.Value >= state.Assets.Count)
            return RejectReason.UnknownAsset;

        return instrument.Underlying.Value >= state.Indices.Count ? RejectReason.UnknownIndex : RejectReason.None;
    }

    private static void Open(NaiveState state, NaiveInstrument instrument)
    {
        if (!instrument.IsSpot && state.FundOf(instrument.Settlement) is null)
            state.OpenAccount(AccountKind.InsuranceFund, owner: -1, fundAsset: instrument.Settlement);

        instrument.FundingDue = NaiveFunding.NextDue(instrument, state.Now);
        state.Instruments.Add(instrument);
    }
}
