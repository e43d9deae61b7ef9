namespace Plimsoll.Simulation.Replay;

/// <summary>The replay could not go on: the engine refused what it may not refuse, or the auditor could not read an event.</summary>
/// <remarks>Prices beyond what can be carried exactly, or a bug; the message says where.</remarks>
public sealed class ReplayFaultException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public ReplayFaultException(string message, Exception? inner = null)
        : base(message, inner) { }
}
