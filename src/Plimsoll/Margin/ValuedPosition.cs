namespace Plimsoll.Margin;

/// <summary>A linear position as venues' papers write it, in plain numbers.</summary>
/// <param name="Quantity">Signed quantity; positive is long.</param>
/// <param name="Entry">Entry price, above zero.</param>
/// <param name="Mark">Mark price, above zero.</param>
/// <param name="MaintenanceRate">Maintenance margin as a share of notional, not negative.</param>
public readonly record struct ValuedPosition(decimal Quantity, decimal Entry, decimal Mark, decimal MaintenanceRate = 0)
{
    /// <summary>Unrealised profit, signed.</summary>
    public decimal UnrealizedPnl => Quantity * (Mark - Entry);

    /// <summary>Notional at mark, not negative.</summary>
    public decimal Notional => Math.Abs(Quantity) * Mark;

    /// <summary>Maintenance margin, not negative.</summary>
    public decimal Maintenance => Notional * MaintenanceRate;
}
