namespace Plimsoll.Margin;

/// <summary>Margin that grows with a position's share of the market's depth.</summary>
/// <remarks>Source: Synthetix v3, perps market: ratio = |size| ÷ depth · fraction + least ratio; margin = notional · ratio + least margin.</remarks>
public static class SkewScaledMargin
{
    /// <summary>Initial and maintenance ratio of a position.</summary>
    /// <param name="size">Signed size.</param>
    /// <param name="ratios">The market's ratios.</param>
    public static (decimal Initial, decimal Maintenance) Ratios(decimal size, SkewScaledRatios ratios)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        var initial = (Math.Abs(size) / ratios.SkewScale * ratios.InitialFraction) + ratios.MinInitialRatio;
        return (initial, initial * ratios.MaintenanceScalar);
    }

    /// <summary>Initial and maintenance margin of a position; nothing for an empty one.</summary>
    /// <param name="size">Signed size.</param>
    /// <param name="price">Price, not negative.</param>
    /// <param name="ratios">The market's ratios.</param>
    public static (decimal Initial, decimal Maintenance) Of(decimal size, decimal price, SkewScaledRatios ratios)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        if (size == 0)
        {
            return (0, 0);
        }

        var (initial, maintenance) = Ratios(size, ratios);
        var notional = Math.Abs(size) * price;
        return ((notional * initial) + ratios.MinPositionMargin, (notional * maintenance) + ratios.MinPositionMargin);
    }
}
