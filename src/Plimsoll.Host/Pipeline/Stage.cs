namespace Plimsoll.Host.Pipeline;

/// <summary>The stages of a request.</summary>
public enum Stage
{
    /// <summary>From being handed in until the journal's thread takes it.</summary>
    Queue,

    /// <summary>Stamping, encoding, writing, and waiting until it is durable; for a whole batch.</summary>
    Journal,

    /// <summary>The engine; for a whole batch.</summary>
    Apply,

    /// <summary>Handing events and outcomes to whoever waits; for a whole batch.</summary>
    Publish,
}
