namespace Plimsoll.Host.Entries;

/// <summary>Bytes that are no entry of this form, or an entry that has no bytes, such as one with too long a label.</summary>
public sealed class EntryFormatException : Exception
{
    /// <summary>Says what was expected and found.</summary>
    public EntryFormatException(string message)
        : base(message) { }

    /// <summary>Says nothing.</summary>
    public EntryFormatException() { }

    /// <summary>Says what was expected and found, and why.</summary>
    public EntryFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
