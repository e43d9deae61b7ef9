using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>A unit of margin and what brings it to a target.</summary>
/// <param name="Isolated">The isolated position; null for the cross account.</param>
/// <param name="Before">Where it stands.</param>
/// <param name="IsReached">Whether it is there already.</param>
/// <param name="Cures">Each of these is enough by itself; deposits first, from the least cash on, then closes, from the least notional on. Empty when it is there already.</param>
public sealed record UnitCures(HeldPosition? Isolated, AccountFigures Before, bool IsReached, IReadOnlyList<Cure> Cures);
