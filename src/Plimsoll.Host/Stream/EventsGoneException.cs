namespace Plimsoll.Host.Stream;

/// <summary>Events are asked for that are not kept any more, or cannot be read.</summary>
public sealed class EventsGoneException : Exception
{
    /// <summary>Says from where on events can be read.</summary>
    /// <param name="from">What was asked for.</param>
    /// <param name="first">What there is.</param>
    public EventsGoneException(long from, long first)
        : base($"Expected to read from record {first} or later; found {from}: earlier events are not kept, or damaged.") => First = first;

    /// <summary>Says from where on events can be read, and what went wrong.</summary>
    /// <param name="from">What was asked for.</param>
    /// <param name="first">What there is.</param>
    /// <param name="cause">Why it cannot be read.</param>
    public EventsGoneException(long from, long first, Exception cause)
        : base($"Expected to read from record {first} or later; found {from}, whose file cannot be read: {cause?.Message}", cause) =>
        First = first;

    /// <summary>Says nothing.</summary>
    public EventsGoneException() { }

    /// <summary>Says what cannot be read.</summary>
    public EventsGoneException(string message)
        : base(message) { }

    /// <summary>Says what cannot be read, and why.</summary>
    public EventsGoneException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The first record whose events can be read.</summary>
    public long First { get; }
}
