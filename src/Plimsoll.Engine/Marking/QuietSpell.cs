using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Marking;

/// <summary>How long an index stays as it is while nobody quotes it, so that ticks of other coins cost nothing for it.</summary>
/// <remarks>
/// Only where all is well: three sources or more, all of them live and none converted by another index, no window open or waiting to be armed again. Then prices and weights make the index, and time
/// alone changes nothing before a quote is too old, a slot of the frozen window is left, or a source has been there long enough to be called frozen. docs/spec/0003-prices.md (PRIC-007).
/// </remarks>
internal static class QuietSpell
{
    private const int LeastSources = 3;

    /// <summary>The first time at which the index has to be judged again; default where that is every tick.</summary>
    /// <param name="index">As it is after it was judged.</param>
    /// <param name="tick">When that was.</param>
    public static Timestamp EndOf(IndexRow index, Timestamp tick)
    {
        var parameters = index.Parameters;
        if (index.Sources.Length < LeastSources || !index.IsWindowArmed || index.IsWindowOpen || index.HasNoSource)
        {
            return default;
        }

        var canFreeze = parameters.FrozenShare != Rate.Zero;
        var slot = parameters.FrozenWindow.Nanoseconds / SourceRow.Slots;
        var end = canFreeze ? ((tick.Nanoseconds / slot) + 1) * slot : long.MaxValue;
        for (var i = 0; i < index.Sources.Length; i++)
        {
            var source = index.Sources[i];
            if (source.State != SourceState.Live || parameters.Sources[i].ConvertBy is not null)
            {
                return default;
            }

            end = Math.Min(end, source.QuotedAt.Nanoseconds + parameters.StaleAfter.Nanoseconds);
            var freezesFrom = source.FirstQuotedAt.Nanoseconds + parameters.FrozenWindow.Nanoseconds;
            end = canFreeze && tick.Nanoseconds < freezesFrom ? Math.Min(end, freezesFrom) : end;
        }

        return new(end);
    }
}
