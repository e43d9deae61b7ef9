using Plimsoll.Marking;

namespace Plimsoll.Margin;

/// <summary>What a cross-margined account needs and has after opening positions in skewed markets.</summary>
/// <remarks>Source: Synthetix v3, perps market: opened at the fill price, valued at the oracle price.</remarks>
/// <param name="Positions">The positions with their fill prices and profits at the oracle price.</param>
/// <param name="AvailableMargin">Collateral and profit of all positions.</param>
/// <param name="InitialMargin">Initial margin of all positions.</param>
/// <param name="MaintenanceMargin">Maintenance margin of all positions.</param>
/// <param name="Notional">Notional of all positions at oracle prices, without sign.</param>
public sealed record SkewAccount(
    IReadOnlyList<(SkewPosition Position, decimal FillPrice, decimal Profit)> Positions,
    decimal AvailableMargin,
    decimal InitialMargin,
    decimal MaintenanceMargin,
    decimal Notional
)
{
    /// <summary>Adds up an account.</summary>
    /// <param name="collateral">Value of all collateral.</param>
    /// <param name="positions">The positions.</param>
    public static SkewAccount Of(decimal collateral, IReadOnlyList<SkewPosition> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        var valued = positions.Select(Value).ToList();
        var margins = positions.Select(position => SkewScaledMargin.Of(position.Size, position.OraclePrice, position.Ratios)).ToList();
        return new(
            valued,
            collateral + valued.Sum(position => position.Profit),
            margins.Sum(margin => margin.Initial),
            margins.Sum(margin => margin.Maintenance),
            positions.Sum(position => Math.Abs(position.Size) * position.OraclePrice)
        );
    }

    private static (SkewPosition Position, decimal FillPrice, decimal Profit) Value(SkewPosition position)
    {
        var fill = SkewPrice.Fill(position.OraclePrice, position.Size, position.SkewBefore, position.Ratios.SkewScale);
        return (position, fill, position.Size * (position.OraclePrice - fill));
    }
}
