using Plimsoll.Margin;

namespace Plimsoll.Liquidation;

/// <summary>An account with linear positions and one collateral, as venues' papers write it.</summary>
/// <param name="Collateral">Collateral, signed.</param>
/// <param name="Positions">Its positions.</param>
public sealed record ValuedAccount(decimal Collateral, IReadOnlyList<ValuedPosition> Positions)
{
    /// <summary>Unrealised profit of all positions, signed.</summary>
    public decimal UnrealizedPnl => Positions.Sum(position => position.UnrealizedPnl);

    /// <summary>Collateral and unrealised profit, signed.</summary>
    public decimal Value => Collateral + UnrealizedPnl;

    /// <summary>Maintenance margin of all positions, not negative.</summary>
    public decimal Maintenance => Positions.Sum(position => position.Maintenance);

    /// <summary>Collateral after a liquidation has realised its share of profit and taken its penalty.</summary>
    public decimal CollateralAfter(LiquidationStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Collateral + (step.Share * UnrealizedPnl) - step.Penalty;
    }
}
