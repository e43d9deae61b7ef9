using Plimsoll.Values;

namespace Plimsoll.Engine.Marking;

/// <summary>The top of an instrument's own order book. Zero stands for "none".</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Bid">Best bid, or zero.</param>
/// <param name="Ask">Best ask, or zero.</param>
/// <param name="Last">Last trade, or zero.</param>
public readonly record struct BookQuote(InstrumentId Instrument, Price Bid, Price Ask, Price Last);
