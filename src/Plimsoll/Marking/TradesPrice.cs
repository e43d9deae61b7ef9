using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>The mean price of a period's trades, by size and by how recent they are.</summary>
/// <remarks>weight = max(0, 1 − α·(age ÷ period)^p) · size; the mean is rounded down. Source: vegaprotocol/specs 0009-MRKP and 0089-COMP.</remarks>
public static class TradesPrice
{
    /// <summary>The price; null when no trade has any weight.</summary>
    /// <param name="trades">Trades of the period, with time in the unit of the period.</param>
    /// <param name="now">The time at which the period ends.</param>
    /// <param name="period">Its length, above zero.</param>
    /// <param name="decayWeight">α, 0 to 1: how much of its weight a trade loses over the period.</param>
    /// <param name="decayPower">p: how late it loses it.</param>
    public static decimal? Of(
        IEnumerable<(decimal Time, decimal Price, decimal Size)> trades,
        decimal now,
        decimal period,
        decimal decayWeight,
        int decayPower
    )
    {
        ExactFraction weights = 0;
        ExactFraction prices = 0;
        foreach (var (time, price, size) in trades)
        {
            var age = (ExactFraction)(now - time) / period;
            var weight = ExactFraction.Max(0, 1 - (decayWeight * age.Power(decayPower))) * size;
            weights += weight;
            prices += weight * price;
        }

        return weights.Sign == 0 ? null : (prices / weights).Floor();
    }
}
