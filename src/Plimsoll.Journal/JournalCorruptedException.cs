namespace Plimsoll.Journal;

/// <summary>Something that was durable is damaged or missing. Nothing is repaired by itself: a person looks first.</summary>
public class JournalCorruptedException : Exception
{
    private readonly string? _finding;

    /// <summary>Says where, what was expected and what was found, and what to do.</summary>
    /// <param name="place">The folder.</param>
    /// <param name="file">The file in it; empty when it is not about one.</param>
    /// <param name="offset">The first byte that is not what it must be.</param>
    /// <param name="problem">What was expected and what was found.</param>
    /// <param name="from">A record from which to look at it; 0 for none.</param>
    public JournalCorruptedException(string place, string file, long offset, string problem, long from = 0)
        : base(
            $"{Where(place, file, offset)}: {problem} Nothing was changed. {JournalAdvice.Look(place, from)} To mend it, copy the whole folder first; then put what is damaged or missing back from an earlier copy of the folder, or, with the server stopped, see what is kept without one: {JournalAdvice.Restore(place)}."
        ) => (File, Offset, _finding) = (file, offset, $"{Where(place, file, offset)}: {problem}");

    /// <summary>With a whole text and a place.</summary>
    /// <param name="message">All that is to be said.</param>
    /// <param name="file">The file.</param>
    /// <param name="offset">The first byte that is not what it must be.</param>
    protected JournalCorruptedException(string message, string file, long offset)
        : base(message) => (File, Offset) = (file, offset);

    /// <summary>Without a message.</summary>
    public JournalCorruptedException() { }

    /// <summary>With a message.</summary>
    public JournalCorruptedException(string message)
        : base(message) { }

    /// <summary>With a cause.</summary>
    public JournalCorruptedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The file's name.</summary>
    public string File { get; } = "";

    /// <summary>The first byte that is not what it must be.</summary>
    public long Offset { get; }

    /// <summary>Where, what was expected and what was found, without what to do: for a list of several.</summary>
    public string Finding => _finding ?? Message;

    private static string Where(string place, string file, long offset) =>
        file.Length == 0 ? place : $"{Path.Combine(place, file)}, byte {offset}";
}
