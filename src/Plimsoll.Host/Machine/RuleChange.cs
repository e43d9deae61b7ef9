using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>Commands that put other rules in the place of those of a thing.</summary>
public static class RuleChange
{
    /// <summary>The whole new rules; null for a command that is no change of rules.</summary>
    public static object? RulesOf(Command command) =>
        command switch
        {
            ChangeAsset change => change.Parameters,
            ChangeIndex change => change.Parameters,
            ChangeInstrument change => change.Parameters,
            ChangeScheme change => change.Parameters,
            ChangeVenue change => change.Parameters,
            _ => null,
        };

    /// <summary>From when it holds: zero for the moment of its approval, and for what is no change.</summary>
    public static Timestamp EffectiveAt(Command command) =>
        command switch
        {
            ChangeAsset change => change.EffectiveAt,
            ChangeIndex change => change.EffectiveAt,
            ChangeInstrument change => change.EffectiveAt,
            ChangeScheme change => change.EffectiveAt,
            ChangeVenue change => change.EffectiveAt,
            _ => default,
        };

    /// <summary>The rules in force of what a change is about; null when there is no such thing.</summary>
    public static object? InForce(object rules, MarginEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return rules switch
        {
            AssetParameters asset when engine.IsKnown(asset.Id) => engine.View(asset.Id).Asset,
            IndexParameters index when engine.IsKnown(index.Id) => engine.View(index.Id).Parameters,
            InstrumentParameters instrument when engine.IsKnown(instrument.Id) => engine.View(instrument.Id).Parameters,
            PortfolioScheme scheme when engine.IsKnown(scheme.Id) && scheme.Id != SchemeId.Standard => engine.View(scheme.Id),
            VenueParameters => engine.ViewVenue().Parameters,
            _ => null,
        };
    }

    /// <summary>The same change with other rules.</summary>
    internal static Command With(Command command, object rules) =>
        command switch
        {
            ChangeAsset change => change with { Parameters = (AssetParameters)rules },
            ChangeIndex change => change with { Parameters = (IndexParameters)rules },
            ChangeInstrument change => change with { Parameters = (InstrumentParameters)rules },
            ChangeScheme change => change with { Parameters = (PortfolioScheme)rules },
            ChangeVenue change => change with { Parameters = (VenueParameters)rules },
            _ => command,
        };

    /// <summary>The same change, holding from a moment on.</summary>
    internal static Command From(Command command, Timestamp at) =>
        command switch
        {
            ChangeAsset change => change with { EffectiveAt = at },
            ChangeIndex change => change with { EffectiveAt = at },
            ChangeInstrument change => change with { EffectiveAt = at },
            ChangeScheme change => change with { EffectiveAt = at },
            ChangeVenue change => change with { EffectiveAt = at },
            _ => command,
        };
}
