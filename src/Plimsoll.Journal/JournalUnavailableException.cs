namespace Plimsoll.Journal;

/// <summary>The device did not take what was written, or may not have: nothing since the last durable record may be counted on.</summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Says what was expected and what to do.</summary>
    public JournalUnavailableException(string message)
        : base(message) { }

    /// <summary>Without a message.</summary>
    public JournalUnavailableException() { }

    /// <summary>With a cause.</summary>
    public JournalUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }
}
