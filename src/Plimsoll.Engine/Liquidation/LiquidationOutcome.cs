namespace Plimsoll.Engine.Liquidation;

/// <summary>How a liquidation ended. Numbers are wire format.</summary>
public enum LiquidationOutcome : byte
{
    /// <summary>Nothing had to be closed: a deposit, a price or the cancelling of orders was enough.</summary>
    Cured = 1,

    /// <summary>Part was closed; equity is at or above the target.</summary>
    Restored = 2,

    /// <summary>Everything was closed.</summary>
    Flat = 3,
}
