namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>Each expiry's forward moves on its own, up or down, whichever hurts; a share of those losses that grows with time is one more scenario.</summary>
/// <remarks>Source: Derive v2, forward (basis) contingency: Σ over expiries of min(up, down, 0) · (add + per year · T).</remarks>
/// <param name="Name">Its name among the scenarios.</param>
/// <param name="Up">Factor of the forward upward.</param>
/// <param name="Down">Factor downward.</param>
/// <param name="Add">Share at expiry.</param>
/// <param name="PerYear">Share for each year.</param>
public sealed record BasisShock(string Name, double Up, double Down, double Add, double PerYear);
