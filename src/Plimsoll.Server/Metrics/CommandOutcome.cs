namespace Plimsoll.Server.Metrics;

/// <summary>What became of a command.</summary>
public enum CommandOutcome
{
    /// <summary>It was applied.</summary>
    Accepted,

    /// <summary>The engine refused it.</summary>
    Refused,

    /// <summary>The queue was full; it was not taken.</summary>
    Busy,
}
