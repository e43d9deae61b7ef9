namespace Plimsoll.Liquidation;

/// <summary>A Dutch auction of shares of a whole account: the price falls until somebody takes as much as makes the rest safe.</summary>
/// <remarks>Source: Derive v2, DutchAuction. Factors and shares are shares of one; amounts are in the numeraire.</remarks>
public static class DutchAuction
{
    /// <summary>The share of the account's value that is asked after some seconds.</summary>
    public static decimal PriceFactor(AuctionTerms terms, decimal elapsed)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (elapsed < terms.FastLength)
        {
            return terms.StartFactor - ((terms.StartFactor - terms.CutoffFactor) * elapsed / terms.FastLength);
        }

        var slow = elapsed - terms.FastLength;
        return slow < terms.SlowLength ? terms.CutoffFactor * (terms.SlowLength - slow) / terms.SlowLength : 0;
    }

    /// <summary>The largest share that may be taken: what brings the buffer margin of the rest to zero. Null when no share does.</summary>
    /// <param name="account">The account.</param>
    /// <param name="priceFactor">What <see cref="PriceFactor"/> says.</param>
    public static decimal? MaxShare(AuctionAccount account, decimal priceFactor)
    {
        ArgumentNullException.ThrowIfNull(account);
        var missing = Math.Min(account.BufferMargin, 0);
        if (missing == 0)
        {
            return 0;
        }

        // What a share takes away of the shortage: its own part, and the cash that comes in for it.
        var cure = missing - (account.MarkToMarket * priceFactor) - (account.ReservedCash * (1 - priceFactor));
        return cure < 0 ? Math.Min(missing / cure, 1) : null;
    }

    /// <summary>What a bidder pays for a share.</summary>
    /// <param name="account">The account.</param>
    /// <param name="priceFactor">What <see cref="PriceFactor"/> says.</param>
    /// <param name="share">The share of everything but reserved cash.</param>
    public static decimal CashPaid(AuctionAccount account, decimal priceFactor, decimal share)
    {
        ArgumentNullException.ThrowIfNull(account);
        return (account.MarkToMarket - account.ReservedCash) * priceFactor * share;
    }

    /// <summary>Cash a bidder must hold: the price, and the margin of what is taken over.</summary>
    /// <param name="account">The account.</param>
    /// <param name="priceFactor">What <see cref="PriceFactor"/> says.</param>
    /// <param name="share">The share of everything but reserved cash.</param>
    public static decimal CashNeeded(AuctionAccount account, decimal priceFactor, decimal share)
    {
        ArgumentNullException.ThrowIfNull(account);
        return CashPaid(account, priceFactor, share) + (Math.Abs(Math.Min(account.BufferMargin, 0) - account.ReservedCash) * share);
    }

    /// <summary>The fee for starting an auction: a share of what could be taken at full value. Null when nothing could.</summary>
    public static decimal? StartFee(AuctionAccount account, decimal feeRate)
    {
        ArgumentNullException.ThrowIfNull(account);
        return MaxShare(account with { ReservedCash = 0 }, priceFactor: 1) * Math.Abs(account.MarkToMarket) * feeRate;
    }

    /// <summary>What a bidder pays for the whole of an insolvent account: below zero, the fund pays the bidder, from the account's debt to its maintenance.</summary>
    /// <param name="account">The account; a value above zero counts as zero.</param>
    /// <param name="elapsed">Seconds since the start.</param>
    /// <param name="length">Seconds until the whole of maintenance is paid.</param>
    public static decimal InsolventPrice(AuctionAccount account, decimal elapsed, decimal length)
    {
        ArgumentNullException.ThrowIfNull(account);
        var start = Math.Min(account.MarkToMarket, 0);
        return elapsed >= length ? account.MaintenanceMargin : start + ((account.MaintenanceMargin - start) * elapsed / length);
    }
}
