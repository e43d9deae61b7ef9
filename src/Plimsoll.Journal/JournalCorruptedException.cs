namespace Plimsoll.Journal;

/// <summary>Something that was durable is damaged or missing. Nothing is repaired by itself: a person looks first.</summary>
public sealed class JournalCorruptedException : Exception
{
    /// <summary>Says where, what was expected and what was found.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The first byte that is not what it must be.</param>
    /// <param name="problem">What was expected and what was found.</param>
    public JournalCorruptedException(string file, long offset, string problem)
        : base(
            $"{file}, byte {offset}: {problem} Nothing was changed. Look with: plimsoll journal inspect; check all with: plimsoll journal verify; then restore the file from a copy, or start from a snapshot and its journal."
        ) => (File, Offset) = (file, offset);

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
}
