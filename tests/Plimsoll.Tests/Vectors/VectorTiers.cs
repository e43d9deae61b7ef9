using System.Text.Json;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

/// <summary>Margin tables as vectors state them. Where a vector is silent about initial margin, all of the notional is asked.</summary>
internal static class VectorTiers
{
    /// <summary>One rate for any size.</summary>
    public static RiskTierTable Single(Rate maintenance, Rate? initial = null) =>
        RiskTierTable.Flat([(Money.Zero, initial ?? Rate.One, maintenance)], TierBoundary.FloorInclusive);

    /// <summary>Rows of floor and maintenance rate, progressive.</summary>
    public static RiskTierTable Progressive(JsonElement rows, int decimals) =>
        RiskTierTable.Progressive(
            from row in rows.EnumerateArray()
            select (new Money(Scale.WideUnits(row[0].GetDecimal(), decimals)), Rate.One, Scale.RateOf(row[1].GetDecimal())),
            TierBoundary.FloorInclusive
        );

    /// <summary>
    /// The rate and the amount that a vector takes from its row. Which row of which table that was it does not say; so one row before it, of
    /// half the rate, ends where the product's own recurrence makes the stated amount out of it.
    /// </summary>
    public static RiskTierTable RateAndAmount(decimal rate, decimal amount, int decimals)
    {
        var maintenance = Scale.RateOf(rate);
        if (amount == 0)
        {
            return Single(maintenance);
        }

        var before = new Rate(maintenance.Nano / 2);
        var stated = new Money(Scale.WideUnits(amount, decimals));
        var floor = ExactMath.MulDiv(stated.Units, Rate.NanoPerOne, maintenance.Nano - before.Nano, Rounding.Ceiling);
        var table = RiskTierTable.Progressive(
            [(Money.Zero, Rate.One, before), (new(floor), Rate.One, maintenance)],
            TierBoundary.FloorInclusive
        );
        Assert.Equal(stated, table.Tiers[1].MaintenanceAmount);
        return table;
    }
}
