using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>The mark price at which equity meets maintenance margin, where a liquidation price is the first beyond it.</summary>
/// <remarks>
/// A liquidation price is one unit past the line when the two meet exactly on a unit, and roundings of the amounts move it farther. For display
/// the roundest price is told at which the two differ by no more than they are rounded, else the nearer of that price and its neighbour: 19,700,
/// not 19,699.9999999. Where the account jumps across its line, as at the end of a tier, there is no meeting and the first price stands.
/// Source: docs/spec/0004-margin.md (MARG-036).
/// </remarks>
public static class CrossingPrice
{
    /// <summary>A ten-millionth of the price: as far as roundings are taken to move it.</summary>
    private const long Near = 10_000_000;

    /// <summary>The price to show for a liquidation price. Allocates; for display.</summary>
    /// <param name="market">Prices and parameters, as the liquidation price was found on.</param>
    /// <param name="balances">The account's balances.</param>
    /// <param name="positions">The account's positions, each instrument once.</param>
    /// <param name="line">Which of <paramref name="positions"/>.</param>
    /// <param name="liquidation">What <see cref="LiquidationPrice.Find"/> found.</param>
    /// <returns>The price at which the two meet, no farther from the liquidation price than roundings can move it.</returns>
    public static Price Of(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        int line,
        Price liquidation
    )
    {
        ArgumentNullException.ThrowIfNull(market);
        var instrument = positions[line].Instrument;
        var mark = market.Mark(instrument).Units;
        var inward = Math.Sign(mark - liquidation.Units);
        if (inward == 0)
        {
            // Below its line already: where it crossed lies elsewhere.
            return liquidation;
        }

        var parted = RestOfAccount.OfMark(market, balances, positions, market.Contract(instrument).Parameters);
        var account = new ShiftedAccount(market, parted, isLineBelow: false);
        var rounded = RoundedIn(market, balances, positions);
        if (Roundest(account, instrument, liquidation, rounded) is { } meeting)
        {
            return meeting;
        }

        if (liquidation.Units + inward == mark)
        {
            return liquidation;
        }

        var beyond = account.Gap(instrument, liquidation.Units);
        var before = account.Gap(instrument, liquidation.Units + inward);
        // One unit of price changes as much on either side, unless the account jumps.
        var step = account.Gap(instrument, liquidation.Units + inward + inward) - before;
        var isJump = before - beyond > step + step + rounded;
        return !isJump && before < -beyond ? new(liquidation.Units + inward) : liquidation;
    }

    /// <summary>The price of the fewest digits at which equity and margin differ by no more than they are rounded.</summary>
    private static Price? Roundest(ShiftedAccount account, InstrumentId instrument, Price liquidation, Money rounded)
    {
        for (long power = 1_000_000_000_000; power > 0; power /= 10)
        {
            var near = (liquidation.Units + (power / 2)) / power * power;
            if (
                near > 0
                && Math.Abs(near - liquidation.Units) <= Math.Max(1, liquidation.Units / Near)
                && account.Gap(instrument, near) is var gap
                && Money.Max(gap, -gap) <= rounded
            )
            {
                return new Price(near);
            }
        }

        return null;
    }

    /// <summary>Of every amount that enters, the unit by which it may be rounded: value and margin of a position, and what an asset is worth.</summary>
    private static Money RoundedIn(MarketView market, ReadOnlySpan<BalanceLine> balances, ReadOnlySpan<PositionLine> positions)
    {
        var sum = new Money(balances.Length);
        foreach (var position in positions)
        {
            var contract = market.Contract(position.Instrument).Parameters;
            sum += market.Asset(contract.SettlementAsset).ToNumeraire(new(2), Rounding.Ceiling);
        }

        return sum;
    }
}
