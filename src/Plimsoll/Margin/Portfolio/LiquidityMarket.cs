using Plimsoll.Margin.Liquidity;

namespace Plimsoll.Margin.Portfolio;

/// <summary>The market that positions are closed in, in shares of the price, so that it holds at any price.</summary>
/// <param name="Levels">What the book holds on either side, nearest first: distance from the mid as a share of it, quantity in underlyings.</param>
/// <param name="Reach">Distance, as a share of the price, up to which the book is believed; no level lies beyond it.</param>
/// <param name="DailyVolatility">σ ≥ 0 per root of a day.</param>
/// <param name="DailyVolume">Underlyings traded in a day, above zero.</param>
public sealed record LiquidityMarket(IReadOnlyList<DepthLevel> Levels, double Reach, double DailyVolatility, double DailyVolume)
{
    /// <summary>Y ≥ 0 of the square-root law.</summary>
    public double ImpactFactor { get; init; } = 1;

    /// <summary>Half the spread of options in points of volatility, not negative: what closing an option costs beside closing its delta.</summary>
    public double VolatilitySpread { get; init; }

    /// <summary>Open interest in underlyings, above zero; needed where concentration is charged.</summary>
    public double OpenInterest { get; init; } = double.PositiveInfinity;

    /// <summary>What concentration costs; null for nothing.</summary>
    public ConcentrationTerms? Concentration { get; init; }

    /// <summary>The market at a price.</summary>
    internal CloseOutMarket At(double price) =>
        new(
            [.. Levels.Select(level => new DepthLevel(level.Distance * price, level.Quantity))],
            Reach * price,
            price,
            DailyVolatility,
            DailyVolume,
            ImpactFactor
        );
}
