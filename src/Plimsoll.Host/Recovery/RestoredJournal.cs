namespace Plimsoll.Host.Recovery;

/// <summary>A journal that an operator had restored without a copy: records that somebody may have been told of are no longer there, and others have their numbers now.</summary>
/// <param name="From">The first record that was given up.</param>
/// <param name="To">The last of which anything was known; less than the first when nothing was.</param>
public sealed record RestoredJournal(long From, long To);
