using Plimsoll.Margin.ValueAtRisk.Combinations;

namespace Plimsoll.Margin.Liquidity;

/// <summary>L-VaR: risk over the time that closing takes, plus what closing costs.</summary>
/// <remarks>
/// <para>Closed evenly over T days after a wait of h, a position has the variance of h + T/3 full days. L-VaR = VaR₁ √h of the portfolio + Σ VaR₁ᵢ (√(h + Tᵢ/3) − √h) + Σ costᵢ:
/// hedges are believed for as long as everything is still held, not for the time after, when the liquid leg has gone and the other has not.</para>
/// <para>So it is continuous in every size, and never falls when depth or volume falls. Source of the T/3: R. Almgren, N. Chriss, Optimal execution of portfolio transactions (2000), even liquidation;
/// the split between portfolio and single positions is the product's own. docs/spec/0019-liquidity.md (LVAR-011 … LVAR-013). Pure.</para>
/// </remarks>
public static class LiquidityValueAtRisk
{
    /// <summary>The requirement, explained: portfolio risk, then time and cost of each position.</summary>
    /// <param name="dailyRisk">VaR₁ of the whole portfolio over one day, hedges counted; negative counts as zero.</param>
    /// <param name="waitDays">h ≥ 0 until closing begins.</param>
    /// <param name="positions">Any number.</param>
    public static RiskNode Of(double dailyRisk, double waitDays, IReadOnlyList<LiquidityPosition> positions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(waitDays);
        ArgumentNullException.ThrowIfNull(positions);
        var root = Math.Sqrt(waitDays);
        var parts = new List<RiskNode> { RiskNode.Leaf("risk until closing begins", Math.Max(0, dailyRisk) * root) };
        foreach (var position in positions)
        {
            if (!(position.StandaloneRisk >= 0 && position.Days >= 0 && position.Cost >= 0))
                throw new ArgumentException($"Expected risk, days and cost of at least 0; found {position}.", nameof(positions));

            parts.Add(RiskNode.Leaf($"{position.Name}: time to close", OfTime(position.StandaloneRisk, waitDays, position.Days)));
            parts.Add(RiskNode.Leaf($"{position.Name}: cost to close", position.Cost));
        }

        return ModelCombination.Sum("L-VaR", parts);
    }

    /// <summary>What the time adds that closing takes: VaR₁ᵢ (√(h + T ÷ 3) − √h).</summary>
    /// <param name="standaloneRisk">VaR₁ᵢ over one day of what is closed by itself, not negative.</param>
    /// <param name="waitDays">h ≥ 0 until closing begins.</param>
    /// <param name="days">T ≥ 0 that closing takes.</param>
    public static double OfTime(double standaloneRisk, double waitDays, double days) =>
        standaloneRisk * (Math.Sqrt(waitDays + (days / 3)) - Math.Sqrt(waitDays));
}
