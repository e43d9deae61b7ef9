using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>What a party gains or loses when the mark price moves and is settled at once.</summary>
/// <remarks>Source: vegaprotocol/specs 0003-MTMK; rounded toward zero, so that no party is paid or pays a part of a unit.</remarks>
public static class VariationMargin
{
    /// <summary>The cash flow since the last settlement, in units of the asset; positive is received.</summary>
    /// <param name="position">Signed size at the last settlement.</param>
    /// <param name="previousMark">Mark of the last settlement.</param>
    /// <param name="mark">Mark of this one.</param>
    /// <param name="trades">Trades since, sizes signed: positive is bought.</param>
    /// <param name="decimals">Decimals of sizes.</param>
    public static decimal CashFlow(
        decimal position,
        decimal previousMark,
        decimal mark,
        IEnumerable<(decimal Size, decimal Price)> trades,
        int decimals
    )
    {
        var gain = (ExactFraction)position * (mark - previousMark);
        foreach (var (size, price) in trades)
        {
            gain += (ExactFraction)size * (mark - price);
        }

        return (gain * ExactFraction.PowerOfTen(-decimals)).Truncate();
    }
}
