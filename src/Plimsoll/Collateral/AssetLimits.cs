using Plimsoll.Values;

namespace Plimsoll.Collateral;

/// <summary>Bounds on amounts, so that no sum over a venue can overflow.</summary>
public static class AssetLimits
{
    /// <summary>The largest amount that may enter in one command, and the largest total per asset: 10^27 units.</summary>
    public static Money MaxAmount { get; } = new((Int128)1_000_000_000_000_000_000 * 1_000_000_000);

    /// <summary>What an amount converted from the numeraire comes to at most: 10^30 units, a thousand times as much as there ever is of an asset (INST-008).</summary>
    public static Money MaxConverted { get; } = new(MaxAmount.Units * 1_000);
}
