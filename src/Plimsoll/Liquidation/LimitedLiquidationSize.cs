using System.Numerics;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Liquidation;

/// <summary>The size of a liquidation under limits for the position and for the account.</summary>
/// <remarks>Source: dYdX v4, liquidations: the larger of a least notional and a share of the position, within the account's room in the block.</remarks>
public static class LimitedLiquidationSize
{
    /// <summary>The signed change of a position in base units; it never turns the position round.</summary>
    public static BigInteger Of(UnitPosition position, LiquidationLimits limits)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(limits);
        var notional = BigInteger.Abs(position.Notional);
        var size = BigInteger.Abs(position.Size);
        var allowed = BigInteger.Max(
            BigInteger.Min(limits.MinNotional, notional),
            WholeMath.PartsPerMillion(notional, limits.MaxSharePpm, Rounding.Floor)
        );
        allowed = BigInteger.Min(allowed, limits.AccountRoom);

        // The whole position without a division, so that no dust stays behind.
        if (notional <= allowed || size <= limits.Step)
        {
            return -position.Size;
        }

        var closed = (BigInteger)decimal.Floor((decimal)allowed / position.Price);
        closed = BigInteger.Clamp(closed - (closed % limits.Step), limits.Step, size);
        return -position.Size.Sign * closed;
    }
}
