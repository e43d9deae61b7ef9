namespace Plimsoll.Liquidation;

/// <summary>Closing an account against backstop providers once the book was too slow.</summary>
/// <remarks>Source: FTX, Liquidations and Backstop Liquidity Provider Program (steps 1 and 2).</remarks>
public static class AutoClose
{
    /// <summary>The fraction below which positions are closed at once: max(maintenance · share, maintenance − distance).</summary>
    /// <param name="maintenanceFraction">Maintenance margin fraction, not negative.</param>
    /// <param name="share">Share of it, 0 … 1.</param>
    /// <param name="distance">Distance from it, not negative.</param>
    public static decimal Fraction(decimal maintenanceFraction, decimal share, decimal distance) =>
        Math.Max(maintenanceFraction * share, maintenanceFraction - distance);

    /// <summary>How much is closed in one step: (1 − fraction ÷ auto-close fraction) of the position.</summary>
    /// <param name="position">Size of the position, not negative.</param>
    /// <param name="fraction">Margin fraction now, signed; below zero everything is closed, from the auto-close fraction on nothing.</param>
    /// <param name="autoCloseFraction">Auto-close fraction, above zero.</param>
    /// <param name="leastSize">Least size of a step, not negative; a smaller position is closed whole.</param>
    public static decimal Size(decimal position, decimal fraction, decimal autoCloseFraction, decimal leastSize)
    {
        if (fraction >= autoCloseFraction)
        {
            return 0;
        }

        return fraction < 0
            ? position
            : Math.Min(position, Math.Max(leastSize, position * (autoCloseFraction - fraction) / autoCloseFraction));
    }

    /// <summary>The size of a step of least value.</summary>
    /// <param name="leastValue">Least value at mark, not negative.</param>
    /// <param name="mark">Mark price, above zero.</param>
    public static decimal LeastSize(decimal leastValue, decimal mark) => leastValue / mark;

    /// <summary>The price of whoever takes the position: a mean of zero price and mark. The difference to the zero price funds the insurance fund.</summary>
    /// <param name="zeroPrice">Price at which the liquidated side is filled.</param>
    /// <param name="mark">Mark price.</param>
    /// <param name="zeroWeight">Weight of the zero price, in parts.</param>
    /// <param name="markWeight">Weight of the mark, in parts.</param>
    public static decimal CounterpartyPrice(decimal zeroPrice, decimal mark, decimal zeroWeight, decimal markWeight) =>
        ((zeroWeight * zeroPrice) + (markWeight * mark)) / (zeroWeight + markWeight);
}
