namespace Plimsoll.Formats.Estimates;

/// <summary>A portfolio after the moves of a day that was.</summary>
/// <param name="Name">The day, such as 2020-03-12.</param>
/// <param name="Cell">What it would have done; volatilities stand still.</param>
public sealed record StressDay(string Name, StressCell Cell);
