using System.Globalization;
using Plimsoll.Journal;

namespace Plimsoll.Cli.Journal;

/// <summary>Damage to what lies before the newest snapshot, which a start does not read: what it costs, and how it ends.</summary>
internal static class OldDamage
{
    private const int Most = 5;

    /// <summary>In sentences: which records cannot be read any more, and what becomes of that.</summary>
    public static string Words(IReadOnlyList<JournalDamage> damages)
    {
        var lost = damages.Where(each => each.First > 0 && each.Last >= each.First).ToList();
        var ranges = string.Join(
            ", ",
            lost.Take(Most)
                .Select(each =>
                    string.Create(CultureInfo.InvariantCulture, $"{each.First}{(each.Last > each.First ? $" to {each.Last}" : "")}")
                )
        );
        var which =
            lost.Count == 0 ? "What is damaged"
            : lost.Count == 1 && lost[0].First == lost[0].Last ? $"Record {ranges}"
            : $"Records {ranges}{(lost.Count > Most ? " and others" : "")}";
        return $"{which} cannot be shown, replayed or explained any more, unless a copy of what is damaged is put back. "
            + "Without one nothing need be done: the damage goes away with its file, once newer snapshots let that be removed.";
    }
}
