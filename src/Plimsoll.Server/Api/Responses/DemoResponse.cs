using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Where the demo's recording is.</summary>
/// <param name="At">The time in the recording.</param>
/// <param name="Begins">When the recording begins.</param>
/// <param name="Ends">When it ends; from there it plays back.</param>
/// <param name="Direction"><c>forth</c> or <c>back</c>.</param>
/// <param name="Speed">How many times as fast as it was.</param>
/// <param name="Paused">Whether it stands still.</param>
public sealed record DemoResponse(TimeText At, TimeText Begins, TimeText Ends, string Direction, int Speed, bool Paused);
