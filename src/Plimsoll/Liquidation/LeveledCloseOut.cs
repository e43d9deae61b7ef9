using Plimsoll.Collateral;
using Plimsoll.Margin;

namespace Plimsoll.Liquidation;

/// <summary>Settles, searches, cancels orders, and closes out a party that is still not above maintenance.</summary>
/// <remarks>
/// A distressed party loses its whole margin balance to the insurance pool, and its position goes over at the mark.
/// What is left in its free balance after the search stays its own. Source: vegaprotocol/specs 0010-MARG and 0012-POSR.
/// </remarks>
public static class LeveledCloseOut
{
    /// <summary>Decides and carries out.</summary>
    /// <param name="balances">The accounts before.</param>
    /// <param name="variation">Gain or loss to be settled first, signed.</param>
    /// <param name="holding">Position and orders.</param>
    /// <param name="levelsOf">The levels of a holding, at one mark.</param>
    /// <param name="isIsolated">Whether the position stands alone: then nothing is searched, and its orders survive.</param>
    /// <param name="isAuction">Whether an auction runs: then nobody is closed out.</param>
    public static LeveledCloseOutResult Of(
        MarginBalances balances,
        decimal variation,
        PositionAndOrders holding,
        Func<PositionAndOrders, MarginLevels> levelsOf,
        bool isIsolated = false,
        bool isAuction = false
    )
    {
        var (settled, unpaid) = LeveledCollateral.Settle(balances, variation, isIsolated);
        var levels = levelsOf(isIsolated ? holding.WithoutOrders() : holding);
        var held = isIsolated ? settled : LeveledCollateral.Hold(settled, levels, isAuction).Balances;
        var isCancelled = !isIsolated && !isAuction && IsDistressed(held, levels) && holding != holding.WithoutOrders();
        if (isCancelled)
        {
            levels = levelsOf(holding.WithoutOrders());
        }

        var isDistressed = !isAuction && holding.Position != 0 && IsDistressed(held, levels);
        var confiscated = isDistressed ? held.Margin : 0;
        return new(
            levels.Maintenance,
            held.Margin,
            isDistressed,
            isCancelled,
            confiscated,
            held with
            {
                Margin = held.Margin - confiscated,
            },
            unpaid
        );
    }

    // Equality is distress: a party needs strictly more than maintenance.
    private static bool IsDistressed(MarginBalances balances, MarginLevels levels) => balances.Margin <= levels.Maintenance;
}
