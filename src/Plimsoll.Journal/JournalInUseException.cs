namespace Plimsoll.Journal;

/// <summary>The journal belongs to another process.</summary>
public sealed class JournalInUseException : Exception
{
    /// <summary>Says what was expected and what to do.</summary>
    public JournalInUseException(string message)
        : base(message) { }

    /// <summary>Without a message.</summary>
    public JournalInUseException() { }

    /// <summary>With a cause.</summary>
    public JournalInUseException(string message, Exception innerException)
        : base(message, innerException) { }
}
