using System.Globalization;
using Plimsoll.Journal;

namespace Plimsoll.Host.Recovery;

/// <summary>The journal ends before records that were durable: somebody may have been told of them.</summary>
public sealed class RecordsLostException : JournalCorruptedException
{
    /// <summary>Says which are missing, and who knows of them.</summary>
    /// <param name="place">The journal's folder.</param>
    /// <param name="found">What is there.</param>
    /// <param name="known">The last record that was there once.</param>
    /// <param name="witness">Who knows of it, as "the events in /data/events".</param>
    /// <param name="way">What to do when there is no copy, a sentence.</param>
    public RecordsLostException(string place, JournalSummary found, long known, string witness, string way)
        : base(Text(place, found, known, witness, way), found?.NewestSegment ?? "", found?.End ?? 0) =>
        (KnownSequence, LastSequence) = (known, found?.LastSequence ?? 0);

    /// <summary>Without a message.</summary>
    public RecordsLostException() { }

    /// <summary>With a message.</summary>
    public RecordsLostException(string message)
        : base(message) { }

    /// <summary>With a cause.</summary>
    public RecordsLostException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The last record that was there once.</summary>
    public long KnownSequence { get; }

    /// <summary>The last record that is there; zero for none.</summary>
    public long LastSequence { get; }

    private static string Text(string place, JournalSummary found, long known, string witness, string way)
    {
        ArgumentNullException.ThrowIfNull(found);
        var (last, next) = (found.LastSequence, found.LastSequence + 1);
        var end = found.NewestSegment.Length == 0 ? "has no segment" : Ends(found, last);
        var look = found.NewestSegment.Length == 0 ? "" : $"{JournalAdvice.Look(place, JournalAdvice.Before(next, found.FirstSequence))} ";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place}: the journal {end}, but {witness} know record {known}: records {next} to {known} were durable, somebody may have been told of them, and they are missing. Nothing was changed. {look}To mend it, copy the whole folder first; then put the newest segments back from a copy that has them. {way}"
        );
    }

    private static string Ends(JournalSummary found, long last) =>
        string.Create(CultureInfo.InvariantCulture, $"ends with record {last} ({found.NewestSegment}, byte {found.End})");
}
