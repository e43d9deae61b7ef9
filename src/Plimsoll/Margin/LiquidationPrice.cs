using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>The mark price, all else equal, nearest to the present one at which an account is below its line.</summary>
/// <remarks>
/// Found on the decision itself, never by a formula beside it: tiers are re-selected, every other position and collateral counts, and the
/// answer is exact to the price unit. Where the position settles in its own underlying, the settlement asset's index moves along.
/// Source: docs/spec/0004-margin.md (MARG-030, MARG-031, MARG-035).
/// </remarks>
public static class LiquidationPrice
{
    private const int SearchLimit = 1000;

    /// <summary>Finds it for the position on one line. Allocates; for display.</summary>
    /// <param name="market">Prices and parameters.</param>
    /// <param name="balances">The account's balances.</param>
    /// <param name="positions">The account's positions, each instrument once.</param>
    /// <param name="line">Which of <paramref name="positions"/>.</param>
    /// <param name="isLineBelow">As in <see cref="SolvencyLine.IsBelow"/>.</param>
    /// <param name="most">The highest mark that there can be, beyond which nothing is looked for: a position as large as a venue accepts could not be valued there.</param>
    /// <param name="least">
    /// The lowest mark that is looked at; one unit when left out. So near to zero roundings rule, and a short whose coin covers it "falls" below its line.
    /// </param>
    /// <returns>
    /// The price: the mark itself when the account is below already; null when there is none between one unit, or <paramref name="least"/>, and a thousand times the mark, or <paramref name="most"/>,
    /// and for a position that is flat or has no mark.
    /// </returns>
    public static Price? Find(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        int line,
        bool isLineBelow,
        Price? most = null,
        Price? least = null
    )
    {
        ArgumentNullException.ThrowIfNull(market);
        var position = positions[line];
        var mark = market.Mark(position.Instrument).Units;
        if (position.Quantity.IsZero || mark <= 0)
        {
            return null;
        }

        var highest = (long)Int128.Min((most ?? new(Price.MaxUnits)).Units, (Int128)mark * SearchLimit);
        var lowest = Math.Clamp((least ?? new(1)).Units, 1, mark);
        var contract = market.Contract(position.Instrument).Parameters;
        var parted = RestOfAccount.OfMark(market, balances, positions, contract);
        if (RestOfAccount.IsItsOwnAsset(market, contract))
        {
            return WithItsAsset(new(market, parted, isLineBelow), position, contract.SettlementAsset, mark, lowest, highest);
        }

        var search = new LiquidationPriceSearch(market.Copy(), parted, contract.Id, isLineBelow);
        var down = search.Nearest(mark, lowest);
        var up = search.Nearest(mark, Math.Max(mark, highest));
        return position.Quantity.Sign > 0 ? Nearer(mark, down, up) : Nearer(mark, up, down);
    }

    /// <summary>A position that settles in its own underlying: what it earns is worth what the underlying is, so that this price moves along.</summary>
    private static Price? WithItsAsset(
        ShiftedAccount account,
        in PositionLine position,
        AssetId asset,
        long mark,
        long lowest,
        long highest
    )
    {
        InstrumentId[] instruments = [position.Instrument];
        AssetId[] assets = [asset];
        bool IsBelow(long price) => account.IsBelow(instruments, assets, price, mark);
        var down = FirstBelow.Find(mark, lowest, IsBelow);
        var up = FirstBelow.Find(mark, Math.Max(mark, highest), IsBelow);
        return position.Quantity.Sign > 0 ? Nearer(mark, down, up) : Nearer(mark, up, down);
    }

    /// <summary>The nearer of two prices; at equal distance the one on the side that hurts the position.</summary>
    private static Price? Nearer(long mark, long? onHurtfulSide, long? onOtherSide)
    {
        var nearest =
            onOtherSide is { } other && (onHurtfulSide is not { } hurtful || Math.Abs(other - mark) < Math.Abs(hurtful - mark))
                ? onOtherSide
                : onHurtfulSide;
        return nearest is { } units ? new Price(units) : null;
    }
}
