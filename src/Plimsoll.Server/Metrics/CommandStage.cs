namespace Plimsoll.Server.Metrics;

/// <summary>What a command goes through, in order.</summary>
public enum CommandStage
{
    /// <summary>Waits for the engine's thread.</summary>
    Queue,

    /// <summary>Is made durable.</summary>
    Journal,

    /// <summary>Is applied by the engine.</summary>
    Apply,

    /// <summary>Its events reach the connections' queues.</summary>
    Publish,
}
