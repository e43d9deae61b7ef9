namespace Plimsoll.Pricing;

/// <summary>Whether a price has an implied volatility, and why not. Numbers are wire format.</summary>
public enum ImpliedVolatilityStatus : byte
{
    /// <summary>An argument is no number, infinite or outside its range.</summary>
    NotAMarket = 0,

    /// <summary>There is exactly one, and this is it.</summary>
    Found = 1,

    /// <summary>The price is what the option is worth at no volatility: zero is the answer, and so is everything too small to be seen in the price.</summary>
    AtIntrinsic = 2,

    /// <summary>The price is below what the option is worth at no volatility.</summary>
    BelowIntrinsic = 3,

    /// <summary>The price is at its bound, the forward for a call and the strike for a put (discounted), which only infinite volatility reaches.</summary>
    AtBound = 4,

    /// <summary>The price is above its bound.</summary>
    AboveBound = 5,

    /// <summary>No time is left: the price says nothing about volatility.</summary>
    NoTime = 6,

    /// <summary>Forward or strike is zero: every volatility gives the same price.</summary>
    NoOptionality = 7,
}
