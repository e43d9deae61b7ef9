using System.Globalization;
using Plimsoll.Journal;

namespace Plimsoll.Host.Recovery;

/// <summary>A record makes the engine find a bug in itself: no start of this program comes past it.</summary>
public sealed class RecordStopsException : Exception
{
    /// <summary>At a record.</summary>
    /// <param name="place">The journal's folder.</param>
    /// <param name="sequence">The record.</param>
    /// <param name="what">What it asks.</param>
    /// <param name="bug">What the engine found.</param>
    public RecordStopsException(string place, long sequence, string what, Exception bug)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Record {sequence} ({what}) makes the engine find a bug in itself: {bug?.Message} Nobody was told what came of it. "
            )
                + $"Run a version without the bug; or look at it ({JournalAdvice.Inspect(place, sequence)}) and leave it out ({JournalAdvice.Skip(place, sequence)}).",
            bug
        ) => Sequence = sequence;

    /// <summary>Says nothing.</summary>
    public RecordStopsException() { }

    /// <summary>Says what stops.</summary>
    public RecordStopsException(string message)
        : base(message) { }

    /// <summary>Says what stops, and why.</summary>
    public RecordStopsException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The record.</summary>
    public long Sequence { get; }
}
