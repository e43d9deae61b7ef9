namespace Plimsoll.Journal;

/// <summary>One place of a journal that is not what it was.</summary>
/// <param name="Cause">Where, what was expected and what was found.</param>
/// <param name="First">The first record that cannot be read for it; 0 where that cannot be known.</param>
/// <param name="Last">The last one; 0 where that cannot be known.</param>
public sealed record JournalDamage(JournalCorruptedException Cause, long First, long Last);
