using Plimsoll.Margin;

namespace Plimsoll.Server.Api.Rules;

/// <summary>Margin by notional.</summary>
/// <param name="Tiers">The rows, by rising floor.</param>
/// <param name="Style">Whether a row's rates hold for the whole position, or for the slice within it.</param>
/// <param name="Boundary">To which row a notional exactly on a boundary belongs.</param>
public sealed record MarginTable(
    IReadOnlyList<TierRules> Tiers,
    TierStyle Style = TierStyle.Flat,
    TierBoundary Boundary = TierBoundary.FloorInclusive
);
