namespace Plimsoll.Funding;

/// <summary>What a position pays at one funding.</summary>
/// <remarks>Payment = value · rate, peer to peer. Source: BitMEX, Perpetual contracts guide; Binance.</remarks>
public static class FundingPayment
{
    /// <summary>Computes value and payment, both in the settlement currency and unrounded.</summary>
    /// <param name="contracts">Signed position, in contracts of one unit.</param>
    /// <param name="price">Price at which the venue values it for funding, above zero.</param>
    /// <param name="isInverse">Whether a contract is worth 1 ÷ price rather than the price.</param>
    /// <param name="rate">Rate; positive: longs pay.</param>
    /// <returns>The signed value of the position, and the payment: positive is paid by it, negative received.</returns>
    public static (decimal Value, decimal Payment) Of(decimal contracts, decimal price, bool isInverse, decimal rate)
    {
        var value = isInverse ? contracts / price : contracts * price;
        return (value, value * rate);
    }
}
