namespace Plimsoll.Engine.Events;

/// <summary>Bytes that are no events of this version.</summary>
public sealed class EventFormatException : Exception
{
    /// <summary>Says what was expected and found.</summary>
    public EventFormatException(string message)
        : base(message) { }

    /// <summary>Says nothing.</summary>
    public EventFormatException() { }

    /// <summary>Says what was expected and found, and why.</summary>
    public EventFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
