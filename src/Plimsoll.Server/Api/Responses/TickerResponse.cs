using Plimsoll.Engine.Views;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Prices of an instrument. What is not there is null.</summary>
/// <param name="Instrument">Its symbol.</param>
/// <param name="State">Whether it takes orders.</param>
/// <param name="Time">The venue's time.</param>
/// <param name="MarkPrice">Mark price.</param>
/// <param name="IndexPrice">Index price of its underlying.</param>
/// <param name="Bid">Best bid of the venue's book, as last reported.</param>
/// <param name="Ask">Best ask.</param>
/// <param name="Last">Latest trade, as last reported.</param>
/// <param name="OpenInterest">The sum of all long positions.</param>
/// <param name="FundingRate">Of the last interval paid; above zero longs pay.</param>
/// <param name="NextFunding">When the next is due.</param>
public sealed record TickerResponse(
    string Instrument,
    TradingState State,
    TimeText Time,
    DecimalText? MarkPrice,
    DecimalText? IndexPrice,
    DecimalText? Bid,
    DecimalText? Ask,
    DecimalText? Last,
    DecimalText OpenInterest,
    DecimalText? FundingRate,
    TimeText? NextFunding
);
