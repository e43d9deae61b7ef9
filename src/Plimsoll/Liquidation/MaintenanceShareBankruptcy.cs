using System.Numerics;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Liquidation;

/// <summary>Prices at which one position of a cross account is closed, when each position carries equity in proportion to its maintenance margin.</summary>
/// <remarks>
/// Source: dYdX v4, liquidations. bankruptcy quote = −Δnotional − ⌊net collateral · |Δmaintenance| ÷ maintenance⌋;
/// limit price = (notional − rating · spread · position maintenance) ÷ size, rating = clamp(adjustment · (1 − net collateral ÷ maintenance), 0, 1).
/// </remarks>
public static class MaintenanceShareBankruptcy
{
    /// <summary>Quote units the account must receive (above zero) or may pay (below zero) for a change of a position, so that its share of equity is used up.</summary>
    /// <param name="account">The account; its maintenance margin is above zero.</param>
    /// <param name="position">One of its positions.</param>
    /// <param name="change">Signed change in base units, against the position and not beyond it.</param>
    public static BigInteger Quote(UnitAccount account, UnitPosition position, BigInteger change)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(position);
        var after = position with { Size = position.Size + change };
        var released = BigInteger.Abs(after.MaintenanceMargin - position.MaintenanceMargin);

        // The share of equity is rounded down, so that the account is asked for rather more than rather less.
        var share = WholeMath.Divide(account.NetCollateral * released, account.MaintenanceMargin, Rounding.Floor);
        return position.Notional - after.Notional - share;
    }

    /// <summary>Whether a change reduces a position without turning it round.</summary>
    public static bool Reduces(UnitPosition position, BigInteger change)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Size.Sign * change.Sign == -1 && BigInteger.Abs(change) <= BigInteger.Abs(position.Size);
    }

    /// <summary>The worst price for which a position may be closed in the book, as an exact fraction of quote units for a base unit in lowest terms.</summary>
    /// <param name="account">The account; its maintenance margin is above zero.</param>
    /// <param name="position">One of its positions, not empty.</param>
    /// <param name="adjustmentPpm">How fast the price falls back with the account's loss, in parts per million.</param>
    /// <param name="spreadPpm">Largest distance from the oracle price as a share of the position's maintenance margin, in parts per million.</param>
    public static (BigInteger Numerator, BigInteger Denominator) LimitPrice(
        UnitAccount account,
        UnitPosition position,
        BigInteger adjustmentPpm,
        BigInteger spreadPpm
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(position);
        var maintenance = account.MaintenanceMargin;

        // The rating, over maintenance · one million.
        var whole = maintenance * WholeMath.Million;
        var rating = BigInteger.Clamp(adjustmentPpm * (maintenance - account.NetCollateral), BigInteger.Zero, whole);

        var numerator = (position.Notional * whole * WholeMath.Million) - (rating * spreadPpm * position.MaintenanceMargin);
        var denominator = whole * WholeMath.Million * position.Size;
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        return (numerator / common, denominator / common);
    }

    /// <summary>A fraction rounded to ticks: up when a long is sold, down when a short is bought back, so never against the account.</summary>
    public static decimal ToTick(BigInteger numerator, BigInteger denominator, decimal tick, bool isSell)
    {
        var scale = WholeMath.PowerOfTen(tick.Scale);
        var units = (BigInteger)(tick * (decimal)scale);
        var ticks = WholeMath.Divide(numerator * scale, denominator * units, isSell ? Rounding.Ceiling : Rounding.Floor);
        return (decimal)ticks * tick;
    }

    /// <summary>What the insurance fund receives (above zero: the account's fee) or pays (below zero) when a position was closed.</summary>
    /// <param name="received">Quote units the account received (above zero) or paid (below zero).</param>
    /// <param name="bankruptcyQuote">What <see cref="Quote"/> says of the same change.</param>
    /// <param name="maxFeePpm">Largest fee as a share of the quote units exchanged, in parts per million.</param>
    public static BigInteger FundDelta(BigInteger received, BigInteger bankruptcyQuote, BigInteger maxFeePpm)
    {
        var delta = received - bankruptcyQuote;
        return delta.Sign <= 0
            ? delta
            : BigInteger.Min(delta, WholeMath.PartsPerMillion(BigInteger.Abs(received), maxFeePpm, Rounding.Floor));
    }
}
