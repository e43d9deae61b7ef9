namespace Plimsoll.Host.Stream;

/// <summary>Events are asked for that are not kept any more, or cannot be read.</summary>
public sealed class EventsGoneException : Exception
{
    /// <summary>Says where events can be read.</summary>
    /// <param name="from">What was asked for.</param>
    /// <param name="first">The next that there is.</param>
    /// <param name="before">The last before; zero for none.</param>
    public EventsGoneException(long from, long first, long before = 0)
        : base($"Expected to read from record {first} or later; found {from}: earlier events are not kept, or damaged.") =>
        (First, Before) = (first, before);

    /// <summary>Says where events can be read, and what went wrong.</summary>
    /// <param name="from">What was asked for.</param>
    /// <param name="first">The next that there is.</param>
    /// <param name="before">The last before; zero for none.</param>
    /// <param name="cause">Why it cannot be read.</param>
    public EventsGoneException(long from, long first, long before, Exception cause)
        : base($"Expected to read from record {first} or later; found {from}, which cannot be read: {cause?.Message}", cause) =>
        (First, Before) = (first, before);

    /// <summary>Says nothing.</summary>
    public EventsGoneException() { }

    /// <summary>Says what cannot be read.</summary>
    public EventsGoneException(string message)
        : base(message) { }

    /// <summary>Says what cannot be read, and why.</summary>
    public EventsGoneException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The first record behind it whose events can be read, or that comes next.</summary>
    public long First { get; }

    /// <summary>The last record before it whose events can be read; zero for none.</summary>
    public long Before { get; }
}
