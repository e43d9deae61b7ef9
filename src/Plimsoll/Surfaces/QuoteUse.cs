namespace Plimsoll.Surfaces;

/// <summary>What became of a quote in a fit. Numbers are wire format.</summary>
public enum QuoteUse : byte
{
    /// <summary>Fitted: bid and ask each imply a volatility.</summary>
    Used = 1,

    /// <summary>One side only: the fit may not pass it unpunished, and nothing else is read from it.</summary>
    Bound = 2,

    /// <summary>Bid and ask so far apart (half of their middle, in volatility) that only the fit's leaving them is punished.</summary>
    Wide = 4,

    /// <summary>The option at the other side of parity is out of the money at this strike, and speaks for both.</summary>
    InTheMoney = 3,

    /// <summary>Dropped: neither bid nor ask.</summary>
    NoQuote = 10,

    /// <summary>Dropped: the bid is above the ask.</summary>
    Crossed = 11,

    /// <summary>Dropped: neither side is a price that any volatility gives: above the intrinsic value and below the bound.</summary>
    NoVolatility = 12,

    /// <summary>Dropped: too far from the smile that its neighbours agree on, in the fit or, for an option in the money, beside it.</summary>
    Outlier = 13,

    /// <summary>Dropped: the strike, the forward, or the one over the other, is no positive number.</summary>
    BadNumber = 14,

    /// <summary>Dropped: the option has expired.</summary>
    Expired = 15,
}
