using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>How many accounts have a margin ratio within two bounds.</summary>
/// <param name="From">The lower bound, included; null for the first bucket, which goes down without end and holds whoever is below zero with nothing required.</param>
/// <param name="To">The upper bound, not included; null for the last, which goes up without end.</param>
/// <param name="Accounts">How many.</param>
/// <param name="IsExact">
/// Whether it is so now: true where the bucket ends at the margin-call multiple or below, since whoever is there has no certificate. Otherwise each account was
/// counted when it was last looked at: see <see cref="MarginEngine.RefreshRatios"/>.
/// </param>
public readonly record struct RatioBucket(Rate? From, Rate? To, int Accounts, bool IsExact);
