using Plimsoll.Margin;

namespace Plimsoll.Collateral;

/// <summary>Keeps a margin account between its levels, and admits orders.</summary>
/// <remarks>Source: vegaprotocol/specs 0010-MARG. The total of a party's accounts changes by the settled gain or loss alone.</remarks>
public static class LeveledCollateral
{
    /// <summary>Settles a gain or loss: a loss is taken from margin, then from the free balance, then from the bond.</summary>
    /// <param name="balances">The accounts before.</param>
    /// <param name="variation">Signed; positive is received.</param>
    /// <param name="isIsolated">Whether the margin account stands alone.</param>
    /// <returns>The accounts afterwards, and the part of a loss that they do not cover.</returns>
    public static (MarginBalances Balances, decimal Unpaid) Settle(MarginBalances balances, decimal variation, bool isIsolated = false)
    {
        if (variation >= 0)
        {
            return (balances with { Margin = balances.Margin + variation }, 0);
        }

        var loss = -variation;
        var fromMargin = Math.Min(loss, balances.Margin);
        var fromGeneral = isIsolated ? 0 : Math.Min(loss - fromMargin, balances.General);
        var fromBond = isIsolated ? 0 : Math.Min(loss - fromMargin - fromGeneral, balances.Bond);
        var after = new MarginBalances(balances.Margin - fromMargin, balances.General - fromGeneral, balances.Bond - fromBond);
        return (after, loss - fromMargin - fromGeneral - fromBond);
    }

    /// <summary>Fills up a margin account below search, and gives back from one at release or above.</summary>
    /// <param name="balances">The accounts before.</param>
    /// <param name="levels">The levels.</param>
    /// <param name="isAuction">While an auction runs nothing is given back and nobody is distressed.</param>
    public static (MarginMove Move, MarginBalances Balances) Hold(MarginBalances balances, MarginLevels levels, bool isAuction = false)
    {
        if (balances.Margin < levels.Search)
        {
            var filled = Fill(balances, levels.Initial);
            var isDistressed = !isAuction && filled.Margin <= levels.Maintenance;
            return (isDistressed ? MarginMove.Distressed : MarginMove.TopUp, filled);
        }

        var excess = balances.Margin - levels.Initial;
        return balances.Margin >= levels.Release && excess > 0 && !isAuction
            ? (MarginMove.Release, balances with { Margin = levels.Initial, General = balances.General + excess })
            : (MarginMove.None, balances);
    }

    /// <summary>Admits an order if the initial margin with it can be had, and moves what is missing.</summary>
    /// <param name="balances">The accounts before.</param>
    /// <param name="initial">Initial margin with the order.</param>
    /// <param name="isReducing">Whether the order can only reduce the position: then it is admitted even if it cannot be afforded.</param>
    public static (bool IsAccepted, MarginBalances Balances) Admit(MarginBalances balances, decimal initial, bool isReducing = false)
    {
        var canAfford = balances.Margin + balances.General >= initial;
        var missing = Math.Max(0, initial - balances.Margin);
        return canAfford
            ? (true, balances with { Margin = balances.Margin + missing, General = balances.General - missing })
            : (isReducing, balances);
    }

    private static MarginBalances Fill(MarginBalances balances, decimal target)
    {
        var fromGeneral = Math.Min(target - balances.Margin, balances.General);
        var fromBond = Math.Min(target - balances.Margin - fromGeneral, balances.Bond);
        return new(balances.Margin + fromGeneral + fromBond, balances.General - fromGeneral, balances.Bond - fromBond);
    }
}
