using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Markets;

/// <summary>One series as a price of one underlying.</summary>
/// <param name="Series">Its place in <see cref="PriceHistory.Series"/>.</param>
/// <param name="Market">Venue and symbol.</param>
/// <param name="Weight">Its weight in the median.</param>
/// <param name="ConvertBy">The underlying (a stablecoin) by whose price it is multiplied, or −1 for a price in USD.</param>
/// <param name="Source">Its place among the index's sources, or −1 when the mark rule leaves it out.</param>
public sealed record Feed(int Series, PriceSeries Market, int Weight, int ConvertBy, int Source);
