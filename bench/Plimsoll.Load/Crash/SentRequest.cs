namespace Plimsoll.Load.Crash;

/// <summary>A request that a client has sent, and what it knows of it.</summary>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Path">Where it was sent.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Amount">By how many cents it changes the client's balance when it takes effect.</param>
internal sealed record SentRequest(string Key, string Path, string Body, long Amount)
{
    /// <summary>The record it was told to have; zero while it was not told.</summary>
    public long Sequence { get; set; }

    /// <summary>Whether it was refused by the engine: it has a record, and no effect.</summary>
    public bool IsRefused { get; set; }
}
