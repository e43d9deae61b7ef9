using Plimsoll.Host.Entries;

namespace Plimsoll.Host.Requests;

/// <summary>An entry on its way, and who waits for its outcome.</summary>
/// <param name="Entry">What is asked.</param>
/// <param name="Sink">Who is told; null for nobody.</param>
/// <param name="Correlation">The number by which the asker knows it.</param>
/// <param name="SubmittedAt">When it was handed in, in ticks of the monotonic clock.</param>
internal readonly record struct HostRequest(HostEntry Entry, IReplySink? Sink, long Correlation, long SubmittedAt)
{
    /// <summary>Tells who waits. A sink that throws harms nobody else: its bug is not the engine's, and the next in the batch waits too.</summary>
    public void Reply(in Outcome outcome)
    {
        try
        {
            Sink?.Complete(Correlation, outcome);
        }
        catch (Exception)
        {
            // Its asker may ask again with the idempotency key.
        }
    }
}
