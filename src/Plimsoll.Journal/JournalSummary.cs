namespace Plimsoll.Journal;

/// <summary>What is in a journal.</summary>
/// <param name="FirstSequence">The first record that is still there.</param>
/// <param name="LastSequence">The last whole one; one less than the first when there is none.</param>
/// <param name="Chain">The running hash with it.</param>
/// <param name="Segments">How many files hold it.</param>
/// <param name="UnfinishedBytes">What a crash left behind the last record: of records that nobody was told of.</param>
/// <param name="Leftovers">Files that a crash left unfinished.</param>
public sealed record JournalSummary(
    long FirstSequence,
    long LastSequence,
    ReadOnlyMemory<byte> Chain,
    int Segments,
    int UnfinishedBytes,
    IReadOnlyList<string> Leftovers
)
{
    /// <summary>The file in which it ends; empty when there is none, or what comes later was not looked at.</summary>
    public string NewestSegment { get; init; } = "";

    /// <summary>The first record that belongs into it; zero when there is none.</summary>
    public long NewestFirst { get; init; }

    /// <summary>The byte of that file behind the last whole record.</summary>
    public long End { get; init; }
}
