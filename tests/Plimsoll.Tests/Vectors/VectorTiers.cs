using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

/// <summary>Margin tables as vectors state them. Where a vector is silent about initial margin, all of the notional is asked.</summary>
internal static class VectorTiers
{
    /// <summary>One rate for any size.</summary>
    public static RiskTierTable Single(Rate maintenance, Rate? initial = null) =>
        RiskTierTable.Flat([(Money.Zero, initial ?? Rate.One, maintenance)], TierBoundary.FloorInclusive);
}
