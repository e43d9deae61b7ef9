using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Changes how the demo plays its recording; what is absent stays as it is.</summary>
/// <param name="Paused">Whether it stands still.</param>
/// <param name="Speed">How many times as fast as it was, 1 to 10,000.</param>
/// <param name="At">Where in the recording to go on, such as <c>2020-03-12T10:00:00Z</c>; a time that it does not have is refused.</param>
public sealed record ControlDemoRequest(bool? Paused = null, int? Speed = null, TimeText? At = null);
