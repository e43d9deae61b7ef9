using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>What a margin schedule may know of the market of one instrument.</summary>
/// <param name="Mark">Mark price of the instrument; zero when it has none.</param>
/// <param name="Index">Index price of its underlying; the mark where no index is known.</param>
/// <param name="OpenInterest">Sum of long quantities, one side.</param>
public readonly record struct MarketPoint(Price Mark, Price Index = default, Quantity OpenInterest = default);
