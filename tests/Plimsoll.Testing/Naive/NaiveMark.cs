using System.Numerics;
using Plimsoll.Instruments;

namespace Plimsoll.Testing.Naive;

/// <summary>The mark price: docs/spec/0003, "Mark price".</summary>
internal static class NaiveMark
{
    private static readonly BigInteger Million = 1_000_000;

    public static void Refresh(NaiveState state, NaiveInstrument instrument, long dt)
    {
        if (instrument.Override is { IsApproved: true } forced)
        {
            instrument.Mark = forced.Price;
            return;
        }

        var index = state.Indices[instrument.Parameters.Underlying.Value].Price;
        if (index.IsZero)
            return;

        if (instrument.IsOption)
        {
            instrument.Mark = NaiveOptionMark.Of(state, instrument) ?? instrument.Mark;
            return;
        }

        var market = Market(instrument);
        Smooth(instrument, index, market, dt);
        var first = index + Ratio.Of(instrument.Basis, Million).Floor();
        BigInteger? third = market is { } seen ? Within(seen, index, instrument.Parameters.Mark.LastClamp.Nano) : null;
        instrument.Mark = BigInteger.Max(1, Price(state, instrument, index, first, third));
        instrument.Premium = Ratio.Of(((third ?? first) - index) * Ratio.Nano, index).Floor();
    }

    private static BigInteger Price(NaiveState state, NaiveInstrument instrument, BigInteger index, BigInteger first, BigInteger? third)
    {
        if (instrument.Parameters.Kind == InstrumentKind.Spot)
            return index;

        if (instrument.Parameters.Kind == InstrumentKind.DatedFuture)
            return first;

        var second = WithFunding(state, instrument, index);
        if (third is not { } last)
            return Ratio.Of(first + second, 2).Floor();

        return new[] { first, second, last }.Order().ElementAt(1);
    }

    private static BigInteger WithFunding(NaiveState state, NaiveInstrument instrument, BigInteger index)
    {
        var interval = (BigInteger)instrument.Parameters.Funding.Interval.Nanoseconds;
        var toGo = BigInteger.Clamp(instrument.FundingDue - state.Now, 0, interval);
        return index + Ratio.Of(index * instrument.FundingRate * toGo, interval * Ratio.Nano).Floor();
    }

    private static BigInteger? Mid(NaiveInstrument instrument) =>
        instrument.Bid.Sign > 0 && instrument.Ask.Sign > 0 ? NaiveSource.Mid(instrument.Bid, instrument.Ask) : null;

    private static BigInteger? Market(NaiveInstrument instrument)
    {
        if (Mid(instrument) is not { } mid)
            return instrument.Last.Sign > 0 ? instrument.Last : null;

        var isInOrder = instrument.Last.Sign > 0 && instrument.Bid <= instrument.Ask;
        return isInOrder ? BigInteger.Clamp(instrument.Last, instrument.Bid, instrument.Ask) : mid;
    }

    private static void Smooth(NaiveInstrument instrument, BigInteger index, BigInteger? market, long dt)
    {
        var mark = instrument.Parameters.Mark;
        var total = dt + (BigInteger)mark.BasisTimeConstant.Nanoseconds;
        if ((Mid(instrument) ?? market) is { } price && total.Sign > 0)
            instrument.Basis += Ratio.Of((((price - index) * Million) - instrument.Basis) * dt, total).Floor();

        var most = BigInteger.Min(Ratio.Share(index, mark.BasisClamp.Nano).Floor() * Million, long.MaxValue);
        instrument.Basis = BigInteger.Clamp(instrument.Basis, -most, most);
    }

    private static BigInteger Within(BigInteger price, BigInteger index, long share)
    {
        var most = Ratio.Share(index, share).Floor();
        return BigInteger.Clamp(price, index - most, index + most);
    }
}
