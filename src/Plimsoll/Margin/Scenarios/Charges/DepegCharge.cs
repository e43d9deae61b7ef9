namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Positions that settle in different stablecoins hedge each other only while both keep their peg: a ladder on what is hedged between coins.</summary>
/// <remarks>
/// <para>Deltas are netted by settlement coin, at the index. Without pairs, hedged is the lesser of the coins' long and short sums, charged by one ladder.</para>
/// <para>With pairs, taken in order: where the two coins' deltas are opposite, the lesser of them is hedged and used up, and is charged by a ladder of the pair's own.
/// Which ladder, the price of one coin in the other says, p or 1 ÷ p, whichever is lower: down to <see cref="PegPrice"/> the ordinary one, then straight lines
/// between it and each of <see cref="OffPeg"/>, and below the last of these the last.</para>
/// <para>Source: OKX MR9 (hedging volumes by pair in the order USDT–USD, USDT–USDC, USDC–USD; factors by volume and by the pair's index price, with no fixed factor
/// between the prices of its table); Bybit USDT–USDC spread.</para>
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Ladder">Rates by hedged amount.</param>
public sealed record DepegCharge(string Name, ChargeStage Stage, ChargeLevels Levels, AmountLadder Ladder)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Which coins hedge which, in order; empty for all together.</summary>
    public IReadOnlyList<CoinPair> Pairs { get; init; } = [];

    /// <summary>Price of one coin of a pair in the other down to which <see cref="Ladder"/> holds; above zero, at most 1.</summary>
    public double PegPrice { get; init; } = 1;

    /// <summary>Ladders at lower prices, by falling price; empty where the peg does not matter.</summary>
    public IReadOnlyList<OffPegLadder> OffPeg { get; init; } = [];

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        // In the order of the names, so that sums have the same bits whatever the order of positions.
        var byCoin = basis
            .Positions.Where(position => position.Settlement.Length > 0)
            .GroupBy(position => position.Settlement, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Coin: group.Key, Delta: group.Sum(position => position.Delta), Price: group.First().SettlementPrice))
            .ToArray();
        if (Pairs.Count > 0)
            return OfPairs(byCoin, basis.Book.UnitValue, inputs);

        var (longs, shorts) = ChargeBasis.Sides(byCoin.Select(coin => coin.Delta));
        var hedged = Math.Min(longs, shorts) * basis.Book.UnitValue;
        inputs?.Add(new("hedged between coins", hedged));
        return Ladder.Of(hedged);
    }

    /// <summary>The charge on an amount hedged between two coins.</summary>
    /// <param name="hedged">Not negative.</param>
    /// <param name="price">Of one coin in the other, above zero.</param>
    public double Of(double hedged, double price)
    {
        var lower = Math.Min(price, 1 / price);
        var (above, rate) = (PegPrice, Ladder.Of(hedged));
        foreach (var off in OffPeg)
        {
            if (lower >= above)
                return rate;

            var next = off.Ladder.Of(hedged);
            if (lower > off.Price)
                return rate + ((next - rate) * (above - lower) / (above - off.Price));

            (above, rate) = (off.Price, next);
        }

        return rate;
    }

    private double OfPairs((string Coin, double Delta, double Price)[] byCoin, double unitValue, ICollection<ChargeInput>? inputs)
    {
        var named = Pairs.SelectMany(pair => new[] { pair.Coin, pair.Against }).ToHashSet(StringComparer.Ordinal);
        var deltas = new Dictionary<string, double>(StringComparer.Ordinal);
        var prices = new Dictionary<string, double>(StringComparer.Ordinal) { [""] = 1 };
        foreach (var (coin, delta, price) in byCoin)
        {
            var name = named.Contains(coin) ? coin : "";
            deltas[name] = deltas.GetValueOrDefault(name) + delta;
            if (name.Length > 0)
                prices[name] = price;
        }

        var sum = 0.0;
        foreach (var pair in Pairs)
        {
            var (one, other) = (deltas.GetValueOrDefault(pair.Coin), deltas.GetValueOrDefault(pair.Against));
            if (one * other >= 0)
                continue;

            var used = Math.Min(Math.Abs(one), Math.Abs(other));
            deltas[pair.Coin] = one - (Math.Sign(one) * used);
            deltas[pair.Against] = other - (Math.Sign(other) * used);
            var (hedged, price) = (used * unitValue, prices[pair.Coin] / prices[pair.Against]);
            inputs?.Add(new($"hedged, {pair.Coin} against {(pair.Against.Length > 0 ? pair.Against : "money")}", hedged));
            inputs?.Add(new($"price of {pair.Coin} in it", price));
            sum += Of(hedged, price);
        }

        return sum;
    }
}
