namespace Plimsoll.Margin.Portfolio;

/// <summary>What all underlyings did at once.</summary>
/// <param name="Name">What explanations call it: a day, a path.</param>
/// <param name="Prices">Changes of log prices, in the order of the table's underlyings.</param>
/// <param name="Volatilities">Changes of log implied volatilities likewise; empty where volatility stays.</param>
public sealed record MoveRow(string Name, IReadOnlyList<double> Prices, IReadOnlyList<double> Volatilities)
{
    /// <summary>How much it counts beside the other rows, not negative; equal weights make rows equally likely.</summary>
    public double Weight { get; init; } = 1;
}
