using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>The mark price, all else equal, nearest to the present one at which an account is below its line.</summary>
/// <remarks>
/// Found by bisection on the decision itself, never by a formula beside it: tiers are re-selected, every other position and collateral counts,
/// and the answer is exact to the price unit. Source: docs/spec/0004-margin.md (MARG-030, MARG-031).
/// </remarks>
public static class LiquidationPrice
{
    private const int SearchLimit = 1000;

    /// <summary>Finds it for the position on one line. Allocates; for display.</summary>
    /// <param name="market">Prices and parameters.</param>
    /// <param name="balances">The account's balances.</param>
    /// <param name="positions">The account's positions.</param>
    /// <param name="line">Which of <paramref name="positions"/>.</param>
    /// <param name="isLineBelow">As in <see cref="SolvencyLine.IsBelow"/>.</param>
    /// <returns>The price; null when there is none between one unit and a thousand times the mark.</returns>
    public static Price? Find(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        int line,
        bool isLineBelow
    )
    {
        ArgumentNullException.ThrowIfNull(market);
        var position = positions[line];
        var mark = market.Mark(position.Instrument).Units;
        var view = market.Copy();
        if (IsBelowAt(view, balances, positions, position.Instrument, mark, isLineBelow))
        {
            return new(mark);
        }

        // A long is hurt by falling prices, a short by rising ones; beyond the far end nothing more is looked for.
        var above = mark;
        var below = position.Quantity.Sign > 0 ? 1 : (long)Int128.Min(Price.MaxUnits, (Int128)mark * SearchLimit);
        if (position.Quantity.IsZero || !IsBelowAt(view, balances, positions, position.Instrument, below, isLineBelow))
        {
            return null;
        }

        while (Math.Abs(above - below) > 1)
        {
            var middle = below + ((above - below) / 2);
            if (IsBelowAt(view, balances, positions, position.Instrument, middle, isLineBelow))
            {
                below = middle;
            }
            else
            {
                above = middle;
            }
        }

        return new(below);
    }

    private static bool IsBelowAt(
        MarketView view,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        InstrumentId instrument,
        long units,
        bool isLineBelow
    )
    {
        view.Set(instrument, new Price(units));
        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(view, balances, positions, ref silent);
        var (maintenance, _) = StandardMargin.Maintenance(view, positions, ref silent);
        return SolvencyLine.IsBelow(equity, maintenance, isLineBelow);
    }
}
