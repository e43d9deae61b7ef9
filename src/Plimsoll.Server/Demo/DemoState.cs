namespace Plimsoll.Server.Demo;

/// <summary>Where the recording is, and how it plays.</summary>
/// <param name="Tick">The tick shown last.</param>
/// <param name="IsForth">Whether it plays forth, not back.</param>
/// <param name="Speed">How many times as fast as it was.</param>
/// <param name="IsPaused">Whether it stands still; its last prices are repeated, so that nothing goes stale.</param>
internal sealed record DemoState(int Tick, bool IsForth, double Speed, bool IsPaused);
