namespace Plimsoll.Liquidation;

/// <summary>Closes the same share of every position: the smallest multiple of a step that brings the account well above its line.</summary>
/// <remarks>
/// Penalty = share · fee · maintenance margin; closing at mark changes nothing else of the account's value.
/// Source: Paradex, Liquidations: multiples of 20 % to below 90 %.
/// </remarks>
public static class ProportionalLiquidation
{
    /// <summary>What a share would leave.</summary>
    /// <param name="share">Share of every position, 0 … 1.</param>
    /// <param name="accountValue">Account value, signed.</param>
    /// <param name="maintenance">Maintenance margin, not negative.</param>
    /// <param name="feeRate">Liquidation fee as a share of the maintenance margin that is freed, not negative.</param>
    public static LiquidationStep After(decimal share, decimal accountValue, decimal maintenance, decimal feeRate)
    {
        var penalty = share * feeRate * maintenance;
        var (left, value) = (maintenance - (share * maintenance), accountValue - penalty);
        return new(share, left, penalty, value, value > 0 ? left / value : null);
    }

    /// <summary>All partial shares in rising order: the multiples of the step below one.</summary>
    /// <param name="shareStep">The step, above zero and at most one.</param>
    public static IEnumerable<decimal> PartialShares(decimal shareStep)
    {
        for (var share = shareStep; share < 1; share += shareStep)
        {
            yield return share;
        }
    }

    /// <summary>The share to close: none while value covers maintenance, all when no partial one is enough.</summary>
    /// <param name="accountValue">Account value, signed.</param>
    /// <param name="maintenance">Maintenance margin, not negative.</param>
    /// <param name="feeRate">Liquidation fee as a share of the maintenance margin that is freed, not negative.</param>
    /// <param name="shareStep">The step, above zero and at most one.</param>
    /// <param name="targetRatio">Maintenance margin ÷ account value must come below this, above zero.</param>
    public static LiquidationStep Choose(decimal accountValue, decimal maintenance, decimal feeRate, decimal shareStep, decimal targetRatio)
    {
        if (accountValue >= maintenance)
        {
            return After(0, accountValue, maintenance, feeRate);
        }

        foreach (var share in PartialShares(shareStep))
        {
            var step = After(share, accountValue, maintenance, feeRate);
            if (step.MarginRatio < targetRatio)
            {
                return step;
            }
        }

        return After(1, accountValue, maintenance, feeRate);
    }
}
