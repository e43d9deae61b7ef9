namespace Plimsoll.Pricing;

/// <summary>The implied volatility of a price, or why there is none.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="Volatility">
/// Per root of a year, or the total over the time to expiry, as asked for. Zero at the intrinsic value, +∞ at the bound, NaN where there is none.
/// </param>
/// <param name="Steps">How often the price was evaluated to find it; 0 when that was not needed.</param>
public readonly record struct ImpliedVolatilityAnswer(ImpliedVolatilityStatus Status, double Volatility, int Steps)
{
    /// <summary>True when there is exactly one.</summary>
    public bool IsFound => Status == ImpliedVolatilityStatus.Found;

    internal static ImpliedVolatilityAnswer None(ImpliedVolatilityStatus status) =>
        new(
            status,
            status switch
            {
                ImpliedVolatilityStatus.AtIntrinsic => 0,
                ImpliedVolatilityStatus.AtBound => double.PositiveInfinity,
                _ => double.NaN,
            },
            0
        );
}
