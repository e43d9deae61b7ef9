namespace Plimsoll.Host.Requests;

/// <summary>Who waits for outcomes. Called by the host's own threads: it must hand on quickly, never wait, and never throw.</summary>
public interface IReplySink
{
    /// <summary>The request has its outcome; it is durable.</summary>
    /// <param name="correlation">The number that was given with the request.</param>
    /// <param name="outcome">What became of it.</param>
    void Complete(long correlation, in Outcome outcome);
}
