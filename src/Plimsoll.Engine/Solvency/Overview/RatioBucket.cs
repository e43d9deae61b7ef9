using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>How many accounts have a margin ratio within two bounds.</summary>
/// <param name="From">The lower bound, included; null for the first bucket, which goes down without end and holds whoever is below zero with nothing required.</param>
/// <param name="To">The upper bound, not included; null for the last, which goes up without end.</param>
/// <param name="Accounts">How many.</param>
/// <param name="IsExact">
/// Whether it is so now. Where the bucket ends at the margin-call multiple or below, always: whoever may be there is looked at for each answer. Elsewhere when all accounts
/// were looked at since the latest command (<see cref="MarginEngine.RefreshRatios"/>), and under a full scan; otherwise each was counted when it was last looked at.
/// </param>
public readonly record struct RatioBucket(Rate? From, Rate? To, int Accounts, bool IsExact);
