using Plimsoll.Host.Entries;

namespace Plimsoll.Host.Requests;

/// <summary>An entry on its way, and who waits for its outcome.</summary>
/// <param name="Entry">What is asked.</param>
/// <param name="Sink">Who is told; null for nobody.</param>
/// <param name="Correlation">The number by which the asker knows it.</param>
/// <param name="SubmittedAt">When it was handed in, in ticks of the monotonic clock.</param>
internal readonly record struct HostRequest(HostEntry Entry, IReplySink? Sink, long Correlation, long SubmittedAt)
{
    public void Reply(in Outcome outcome) => Sink?.Complete(Correlation, outcome);
}
