namespace Plimsoll.Server.Configuration;

/// <summary>How the machine's clock is followed.</summary>
public sealed record ClockSettings
{
    /// <summary>How far it may step at once and be followed; more is a leap, and the venue's time goes on without it.</summary>
    public TimeSpan MaxStep { get; init; } = TimeSpan.FromSeconds(10);
}
