namespace Plimsoll.Host.Stream;

/// <summary>Records whose events cannot be read: their files are gone or damaged, and the journal does not reach back to make them again.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
public readonly record struct EventGap(long First, long Last);
