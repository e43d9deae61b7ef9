using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>What a mark price is computed from.</summary>
/// <param name="Index">The index price, positive.</param>
/// <param name="Bid">Best bid of the instrument's book, or zero.</param>
/// <param name="Ask">Best ask, or zero.</param>
/// <param name="Last">Last trade, or zero.</param>
/// <param name="SmoothedBasis">The smoothed basis so far, in millionths of a price unit.</param>
/// <param name="Elapsed">Time since the previous price.</param>
/// <param name="FundingRate">The latest settled funding rate.</param>
/// <param name="TimeToFunding">Time to the next funding, within the interval.</param>
public readonly record struct MarkInputs(
    Price Index,
    Price Bid,
    Price Ask,
    Price Last,
    long SmoothedBasis,
    Duration Elapsed,
    Rate FundingRate,
    Duration TimeToFunding
);
