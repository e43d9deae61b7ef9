using Plimsoll.Values;

namespace Plimsoll.InsuranceFund;

/// <summary>Collects losses, then the insurance pool's help, and shares what is missing among this round's winners in proportion to their gains.</summary>
/// <remarks>
/// Each payout is the gain times the share collected, rounded down; the share is a decimal quotient, rounded before it multiplies.
/// Source: vegaprotocol/specs 0002-STTL and 0003-MTMK.
/// </remarks>
public static class LossSocialisation
{
    /// <summary>Collects and pays out; nothing is created or lost.</summary>
    /// <param name="pool">The insurance pool before.</param>
    /// <param name="losers">Who owes, in the order in which the pool helps.</param>
    /// <param name="gains">What each winner is owed, in the order visited; at least one if anything is owed.</param>
    /// <param name="remainderTo">Which winner gets what rounding leaves; the last if null.</param>
    /// <param name="shareDecimals">Decimals of the share collected, 0 to 28.</param>
    public static LossSharing Of(
        decimal pool,
        IEnumerable<LossMaker> losers,
        IReadOnlyList<decimal> gains,
        int? remainderTo = null,
        int shareDecimals = 16
    )
    {
        decimal collected = 0;
        foreach (var loser in losers)
        {
            var own = Math.Min(loser.Due, loser.Margin + loser.General + loser.Bond);
            var help = Math.Min(loser.Due - own, pool);
            pool -= help;
            collected += own + help;
        }

        var owed = gains.Sum();
        var payouts = gains.ToArray();
        if (collected < owed)
        {
            var share = ((ExactFraction)collected / owed).Round(shareDecimals);
            for (var i = 0; i < payouts.Length; i++)
            {
                payouts[i] = (gains[i] * share).Floor();
            }

            payouts[remainderTo ?? (payouts.Length - 1)] += collected - payouts.Sum();
        }
        else
        {
            GiveSurplus(collected - owed, payouts);
        }

        return new(collected, payouts, pool);
    }

    // Losses were rounded apart from gains: a unit each to those who gained nothing, what is left to the largest gain.
    private static void GiveSurplus(decimal surplus, decimal[] payouts)
    {
        if (surplus == 0)
        {
            return;
        }

        var largest = Array.IndexOf(payouts, payouts.Max());
        for (var i = 0; i < payouts.Length && surplus >= 1; i++)
        {
            if (payouts[i] == 0)
            {
                payouts[i]++;
                surplus--;
            }
        }

        payouts[largest] += surplus;
    }
}
