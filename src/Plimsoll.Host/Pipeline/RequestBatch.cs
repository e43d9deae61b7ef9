using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Pipeline;

/// <summary>Requests that became durable together, in the order of their records.</summary>
internal sealed class RequestBatch
{
    /// <summary>The most in one: small enough that the engine begins early, large enough that a sync costs each little.</summary>
    public const int Most = 2_048;

    public HostRequest[] Requests { get; } = new HostRequest[Most];

    public Outcome[] Outcomes { get; } = new Outcome[Most];

    public int Count { get; private set; }

    public long FirstSequence { get; private set; }

    public Timestamp At { get; private set; }

    public void Begin(long firstSequence, Timestamp at) => (Count, FirstSequence, At) = (0, firstSequence, at);

    public void Add(in HostRequest request) => Requests[Count++] = request;

    /// <summary>Tells everybody in it the same.</summary>
    public void ReplyAll(in Outcome outcome)
    {
        for (var i = 0; i < Count; i++)
        {
            Requests[i].Reply(outcome);
        }
    }

    /// <summary>Nobody waits for these any more: they were told that the outcome is not known.</summary>
    public void Silence()
    {
        for (var i = 0; i < Count; i++)
        {
            Requests[i] = Requests[i] with { Sink = null };
        }
    }

    /// <summary>Lets go of what it holds.</summary>
    public void Clear()
    {
        Array.Clear(Requests, 0, Count);
        Count = 0;
    }
}
