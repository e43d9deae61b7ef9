using System.Globalization;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Cli.Journal;

/// <summary><c>restore</c>: a journal that is damaged or has lost its end goes on from the last record that can still be proved.</summary>
internal static class JournalRestoreProgram
{
    public static int Run(JournalFolder folder, long? giveUpFrom, JournalStreams streams)
    {
        using var journal = FileStorage.Take(folder.Storage.Place);
        using var events = FileStorage.Take(folder.EventsPlace);
        var plan = VenueRestore.Plan(journal, events);
        if (!plan.IsNeeded)
        {
            var old = folder.Survey();
            streams.Tell(
                "nothing to restore: a start works, since the journal is whole from its newest snapshot on and the events do not reach beyond it. "
                    + (old.Count > 0 ? $"What is damaged lies before. {OldDamage.Words(old)} " : "")
                    + "Nothing was changed."
            );
            return ExitCode.Success;
        }

        var first = plan.LastKept + 1;
        streams.Output.WriteLine(Kept(plan));
        streams.Output.WriteLine(
            plan.LastKnown > plan.LastKept
                ? Text($"Given up: records {first} to {plan.LastKnown}. What was told of them is no longer so.")
                : Text($"Given up: whatever may have come from record {first} on; nothing is known of it.")
        );
        if (giveUpFrom != first)
        {
            streams.Tell(
                Text(
                    $"{(giveUpFrom is { } wrong ? $"expected --give-up-from {first}; found {wrong}. " : "")}Nothing was changed. A copy of what is damaged loses nothing and is better. Without one, copy the whole folder first, then: {JournalAdvice.Restore(journal.Place)} --give-up-from {first}"
                )
            );
            // Whoever asks what there is to do has the answer; another record than that was not meant.
            return giveUpFrom is null ? ExitCode.Success : ExitCode.Usage;
        }

        plan.CarryOut();
        streams.Output.WriteLine(
            "Done. What does not count any more has names that end with .apart. The next start goes on from there, and writes into the audit log what was given up."
        );
        return ExitCode.Success;
    }

    private static string Kept(VenueRestore plan) =>
        plan.Behind > 0
            ? Text(
                $"Kept: the state after record {plan.LastKept}, from the snapshot of record {plan.Behind} and the records after it. The journal's own records up to {plan.Behind} go aside with the damage; the events that tell of them stay."
            )
            : Text($"Kept: the records up to {plan.LastKept}.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
