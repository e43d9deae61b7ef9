using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>The mark price of an instrument: the median of three views of it, none of which a single print can move far.</summary>
/// <remarks>
/// Candidates: index + smoothed clamped basis; index with the funding to go; mid or last held near the index.
/// Source: docs/spec/0003-prices.md, "Mark price" (PRIC-030, PRIC-031); Binance, BitMEX, Hyperliquid.
/// </remarks>
public static class MarkPriceRule
{
    private const long Million = 1_000_000;

    /// <summary>Computes mark, basis and premium. Pure; does not allocate.</summary>
    public static MarkOutputs Compute(InstrumentParameters instrument, in MarkInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var index = inputs.Index.Units;
        var mid = inputs.Bid.IsPositive && inputs.Ask.IsPositive ? WeightedMedian.Middle(inputs.Bid, inputs.Ask).Units : 0;
        var market = MarketPrice(inputs, mid);
        var sample = mid > 0 ? mid : market;
        var basis = Basis(instrument.Mark, inputs, sample);
        var byBasis = index + (long)ExactMath.Divide(basis, Million, Rounding.Floor);
        var reach = Share(index, instrument.Mark.LastClamp);
        var byMarket = market > 0 ? Math.Clamp(market, index - reach, index + reach) : 0;
        var mark = instrument.Kind switch
        {
            InstrumentKind.Spot => index,
            InstrumentKind.DatedFuture => byBasis,
            _ => Perpetual(byBasis, ByFunding(instrument, inputs), byMarket),
        };
        var premium = ExactMath.MulDiv((byMarket > 0 ? byMarket : byBasis) - index, Rate.NanoPerOne, index, Rounding.Floor);
        return new(new(Math.Max(1, mark)), basis, new((long)premium));
    }

    private static long MarketPrice(in MarkInputs inputs, long mid) =>
        mid == 0 ? inputs.Last.Units : Marking.MarketPrice.LastWithinSpread(inputs.Bid.Units, inputs.Ask.Units, mid, inputs.Last.Units);

    private static long Basis(MarkParameters parameters, in MarkInputs inputs, long sample)
    {
        if (inputs.SmoothedBasis == 0 && sample <= 0)
        {
            return 0;
        }

        Int128 basis = inputs.SmoothedBasis;
        var whole = inputs.Elapsed.Nanoseconds + parameters.BasisTimeConstant.Nanoseconds;
        if (sample > 0 && whole > 0)
        {
            var gap = ((Int128)(sample - inputs.Index.Units) * Million) - basis;
            basis += ExactMath.MulDiv(gap, inputs.Elapsed.Nanoseconds, whole, Rounding.Floor);
        }

        // The basis is carried in 64 bits, which the widest clamp of the highest prices would leave.
        var reach = Int128.Min((Int128)Share(inputs.Index.Units, parameters.BasisClamp) * Million, long.MaxValue);
        return (long)Int128.Clamp(basis, -reach, reach);
    }

    private static long ByFunding(InstrumentParameters instrument, in MarkInputs inputs)
    {
        if (inputs.FundingRate.Nano == 0)
        {
            return inputs.Index.Units;
        }

        // Index ≤ 10^15, rate ≤ 10^9, interval ≤ one day: the product stays below 2^127.
        var product = checked((Int128)inputs.FundingRate.Nano * inputs.TimeToFunding.Nanoseconds * inputs.Index.Units);
        var divisor = (Int128)instrument.Funding.Interval.Nanoseconds * Rate.NanoPerOne;
        return inputs.Index.Units + (long)ExactMath.Divide(product, divisor, Rounding.Floor);
    }

    private static long Perpetual(long byBasis, long byFunding, long byMarket)
    {
        if (byMarket == 0)
        {
            return (long)ExactMath.Divide((Int128)byBasis + byFunding, 2, Rounding.Floor);
        }

        return Math.Max(Math.Min(byBasis, byFunding), Math.Min(Math.Max(byBasis, byFunding), byMarket));
    }

    private static long Share(long price, Rate rate) => (long)ExactMath.Share(price, rate.Nano, Rounding.Floor);
}
