using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>An instrument as it stands: rules, book, mark, funding. Prices that are not there are zero.</summary>
/// <param name="Parameters">Its rules now.</param>
/// <param name="Trading">Whether it takes orders.</param>
/// <param name="Bid">Best bid of the venue's own book, as last reported.</param>
/// <param name="Ask">Best ask.</param>
/// <param name="Last">Latest trade.</param>
/// <param name="Mark">Mark price.</param>
/// <param name="FundingRate">Of the last interval paid; above zero longs pay.</param>
/// <param name="NextFunding">When the next is due; <see cref="Timestamp.Never"/> for what pays none.</param>
/// <param name="OpenInterest">Σ of the long positions, in the instrument's units.</param>
/// <param name="OverridePrice">A mark set by hand, proposed or in force; zero for none.</param>
/// <param name="OverrideUntil">Until when it holds.</param>
/// <param name="OverrideProposer">The key that proposed it; zero for none.</param>
/// <param name="OverrideApprover">The key that put it into force; zero while it is only proposed.</param>
public readonly record struct InstrumentView(
    InstrumentParameters Parameters,
    TradingState Trading,
    Price Bid,
    Price Ask,
    Price Last,
    Price Mark,
    Rate FundingRate,
    Timestamp NextFunding,
    Int128 OpenInterest,
    Price OverridePrice,
    Timestamp OverrideUntil,
    int OverrideProposer,
    int OverrideApprover
);
