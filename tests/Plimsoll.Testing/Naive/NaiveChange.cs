using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;

namespace Plimsoll.Testing.Naive;

/// <summary>Rules that wait for their time.</summary>
internal sealed class NaiveChange(int ticket, long effectiveAt, object rules)
{
    /// <summary>Its number: changes are counted as they are accepted, those that hold at once too.</summary>
    public int Ticket { get; } = ticket;

    /// <summary>From when they hold.</summary>
    public long EffectiveAt { get; } = effectiveAt;

    /// <summary>The rules.</summary>
    public object Rules { get; private set; } = rules;

    /// <summary>Puts them into force, and joins what waits on the same thing with them.</summary>
    public void Apply(NaiveState state)
    {
        switch (Rules)
        {
            case VenueParameters venue:
                Join(state, state.Venue, venue, _ => true);
                state.Venue = venue;
                break;
            case AssetParameters asset:
                Join(state, state.Assets[asset.Id.Value], asset, other => other.Id == asset.Id);
                state.Assets[asset.Id.Value] = asset;
                break;
            case IndexParameters index:
                Join(state, state.Indices[index.Id.Value].Parameters, index, other => other.Id == index.Id);
                state.Indices[index.Id.Value].Parameters = index;
                break;
            case InstrumentParameters instrument:
                Join(state, state.Instruments[instrument.Id.Value].Parameters, instrument, other => other.Id == instrument.Id);
                state.Instruments[instrument.Id.Value].Parameters = instrument;
                break;
            case PortfolioScheme scheme:
                state.Schemes[scheme.Id.Value - 1] = scheme;
                break;
        }
    }

    private static void Join<T>(NaiveState state, T before, T now, Func<T, bool> isOfThing)
        where T : class
    {
        foreach (var change in state.Changes)
        {
            if (change.Rules is T waiting && isOfThing(waiting))
                change.Rules = NaiveJoin.Join(waiting, before, now);
        }
    }
}
