namespace Plimsoll.Simulation.MarketData;

/// <summary>One minute of one series, as the file has it.</summary>
/// <param name="MinuteMs">When it opens: milliseconds since the epoch, a whole minute.</param>
/// <param name="Series">The series' place in <see cref="PriceHistory.Series"/>.</param>
/// <param name="Open">First price; on BitMEX the close of the bar before, which may lie outside the range.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price, within the range.</param>
/// <param name="Volume">In the venue's own unit; not negative.</param>
public readonly record struct Bar(long MinuteMs, int Series, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);
