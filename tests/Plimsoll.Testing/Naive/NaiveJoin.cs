using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Instruments;
using Plimsoll.Marking;

namespace Plimsoll.Testing.Naive;

/// <summary>"A change that waits keeps what it changes; in all else it is what is in force", member by member.</summary>
public static class NaiveJoin
{
    /// <summary>Whole rules that wait, once rules of the same thing came into force.</summary>
    public static T Join<T>(T waiting, T before, T now)
        where T : class
    {
        var joined = Copy(waiting);
        var isOfLine =
            (waiting, before) is (VenueParameters it, VenueParameters old)
            && (it.LiquidatesAtLine, it.LiquidationTarget) != (old.LiquidatesAtLine, old.LiquidationTarget);
        foreach (var member in waiting.GetType().GetProperties().Where(each => each.CanWrite))
        {
            var isPaired = member.Name is nameof(VenueParameters.LiquidatesAtLine) or nameof(VenueParameters.LiquidationTarget);
            if (isPaired ? !isOfLine : AreSame(member.GetValue(waiting), member.GetValue(before)))
                member.SetValue(joined, member.GetValue(now));
            else if (member.GetValue(waiting) is IReadOnlyList<IndexSource> sources)
                member.SetValue(joined, Weights(sources, member.GetValue(before), member.GetValue(now)));
        }

        return joined;
    }

    private static List<IndexSource> Weights(IReadOnlyList<IndexSource> waiting, object? before, object? now) =>
        [
            .. waiting.Select(
                (source, place) =>
                    source.Weight == ((IReadOnlyList<IndexSource>)before!)[place].Weight
                        ? ((IReadOnlyList<IndexSource>)now!)[place]
                        : source
            ),
        ];

    private static bool AreSame(object? one, object? other) =>
        (one, other) switch
        {
            (HaircutLadder ladder, HaircutLadder second) => ladder.Rungs.SequenceEqual(second.Rungs),
            (IReadOnlyList<IndexSource> sources, IReadOnlyList<IndexSource> second) => sources.SequenceEqual(second),
            _ => Equals(one, other),
        };

    private static T Copy<T>(T rules) =>
        (T)(
            rules switch
            {
                VenueParameters venue => venue with { },
                AssetParameters asset => asset with { },
                IndexParameters index => index with { },
                InstrumentParameters instrument => (object)(instrument with { }),
                _ => throw new ArgumentException($"Expected rules; found {rules}.", nameof(rules)),
            }
        );
}
