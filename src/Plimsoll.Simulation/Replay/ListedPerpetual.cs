using Plimsoll.Simulation.Markets;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>A perpetual as it was listed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Underlying">What it follows.</param>
/// <param name="QuantityDecimals">Decimals of its quantities.</param>
/// <param name="TickUnits">Price units per tick.</param>
/// <param name="LotUnits">Quantity units per lot.</param>
internal sealed record ListedPerpetual(InstrumentId Id, Underlying Underlying, int QuantityDecimals, long TickUnits, long LotUnits)
{
    /// <summary>Decimals of the dollar at the venue.</summary>
    public const int DollarDecimals = 6;

    public string Symbol => $"{Underlying.Coin}-PERP";

    /// <summary>What one lot is worth per tick, in dollars.</summary>
    public double DollarsPerLotTick =>
        (double)TickUnits / ExactMath.PowerOfTen(Underlying.Decimals) * LotUnits / ExactMath.PowerOfTen(QuantityDecimals);

    /// <summary>Coins of a signed quantity.</summary>
    public decimal Coins(long quantityUnits) => quantityUnits / (decimal)ExactMath.PowerOfTen(QuantityDecimals);
}
