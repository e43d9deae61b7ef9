using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Testing;

/// <summary>Tier tables that state leverage in place of initial rates.</summary>
public static class Leveraged
{
    /// <summary>The table with the most leverage that asks for at least as much as each row did; as it was if that is more than a leverage can be.</summary>
    public static RiskTierTable Of(RiskTierTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = table.Tiers.ToArray();
        var most = rows.Select(row => new Leverage((int)Math.Min(int.MaxValue, 100 * Rate.NanoPerOne / row.InitialMarginRate.Nano)))
            .ToArray();
        return most.All(leverage => leverage.IsValid)
            ? new(
                rows.Zip(most, (row, leverage) => row with { InitialMarginRate = leverage.InitialMarginRate, MaxLeverage = leverage }),
                table.Style,
                table.Boundary
            )
            : table;
    }
}
