namespace Plimsoll.Cli.Journal;

/// <summary>An option that does not fit the journal: its name, what was expected, what was found.</summary>
internal sealed class JournalOptionException : Exception
{
    public JournalOptionException(string message)
        : base(message) { }

    public JournalOptionException() { }

    public JournalOptionException(string message, Exception innerException)
        : base(message, innerException) { }
}
