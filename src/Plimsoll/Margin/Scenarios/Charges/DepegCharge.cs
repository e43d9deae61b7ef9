namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Positions that settle in different stablecoins hedge each other only while both keep their peg: a ladder on what is hedged between coins.</summary>
/// <remarks>
/// Deltas are netted by settlement coin; hedged is the lesser of the coins' long and short sums, at the index. Source: OKX MR9, Bybit USDT–USDC spread.
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Ladder">Rates by hedged amount.</param>
public sealed record DepegCharge(string Name, ChargeStage Stage, ChargeLevels Levels, AmountLadder Ladder)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var byCoin = basis
            .Positions.Where(position => position.Settlement.Length > 0)
            .GroupBy(position => position.Settlement, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Sum(position => position.Delta));
        var (longs, shorts) = ChargeBasis.Sides(byCoin);
        var hedged = Math.Min(longs, shorts) * basis.Book.UnitValue;
        inputs?.Add(new("hedged between coins", hedged));
        return Ladder.Of(hedged);
    }
}
