using Plimsoll.Values;

namespace Plimsoll.Funding;

/// <summary>How the funding rate of a perpetual follows its premium.</summary>
/// <remarks>F = clamp(P + clamp(I − P, ±Damper), ±Cap), per interval. Source: BitMEX, Binance, Hyperliquid.</remarks>
/// <param name="Interval">Time between two settlements, one minute to one day.</param>
/// <param name="Interest">Interest rate I per interval, −100 … 100 %.</param>
/// <param name="Damper">How far the interest may pull the premium, 0 … 100 %.</param>
/// <param name="Cap">The largest rate either way, per interval, 0 … 100 %.</param>
public sealed record FundingParameters(Duration Interval, Rate Interest, Rate Damper, Rate Cap)
{
    /// <summary>Eight hours, 0.01 %, ±0.05 %, ±0.75 %.</summary>
    public static FundingParameters Default { get; } =
        new(Duration.FromHours(8), Rate.FromBasisPoints(1), Rate.FromBasisPoints(5), Rate.FromBasisPoints(75));
}
