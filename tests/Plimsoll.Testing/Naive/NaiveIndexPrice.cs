using System.Numerics;
using Plimsoll.Marking;

namespace Plimsoll.Testing.Naive;

/// <summary>The index from its live sources, and its protective window: docs/spec/0003.</summary>
internal static class NaiveIndexPrice
{
    private const long Minute = 60_000_000_000;

    public static void Refresh(NaiveState state, NaiveIndex index, long dt)
    {
        NaiveSources.Refresh(state, index);
        ShiftMarks(index, state.Now);
        var prices = NaiveSources.Live(index).Select(place => NaiveSources.Price(state, index, place)).Order().ToList();
        var price = PriceOf(state, index, prices, dt);
        RefreshWindow(state, index, prices);
        Hold(state, index, prices.Count);
        if (index.Price.IsZero && !price.IsZero)
            index.OlderMark = index.NewerMark = (price, state.Now);

        index.Price = price;
        index.History.Add((state.Now, price));
    }

    private static void ShiftMarks(NaiveIndex index, long now)
    {
        if (index.Price.IsZero || now - index.NewerMark.Time < index.Parameters.WindowLookback.Nanoseconds)
            return;

        index.OlderMark = index.NewerMark;
        index.NewerMark = (index.Price, now);
    }

    private static BigInteger PriceOf(NaiveState state, NaiveIndex index, List<BigInteger> prices, long dt)
    {
        switch (prices.Count)
        {
            case 0:
                return index.Price;
            case 1:
                return Clamp(state, index, prices[0], dt);
            case 2:
                var mean = Mean(prices);
                return Agree(index.Parameters, prices) ? mean : Clamp(state, index, mean, dt);
            default:
                return NaiveSources.WeightedMedian(
                    NaiveSources.Capped(NaiveSources.Live(index).Select(place => NaiveSources.Weighted(state, index, place)))
                );
        }
    }

    private static BigInteger Mean(List<BigInteger> prices) => Ratio.Of(prices[0] + prices[1], 2).Floor();

    private static bool Agree(IndexParameters parameters, List<BigInteger> prices) =>
        (prices[1] - prices[0]) * Ratio.Nano <= parameters.TwoSourceBound.Nano * prices[0];

    private static BigInteger Clamp(NaiveState state, NaiveIndex index, BigInteger price, long dt)
    {
        if (index.Price.IsZero)
            return price;

        var most = Ratio.Of(index.Price * index.Parameters.ClampPerMinute.Nano * dt, Ratio.Nano * Minute).Floor();
        var clamped = BigInteger.Clamp(price, index.Price - most, index.Price + most);
        if (clamped != price)
            state.Note(NaiveRoute.IndexClamped, $"{index.Parameters.Id.Value}");

        return clamped;
    }

    private static void RefreshWindow(NaiveState state, NaiveIndex index, List<BigInteger> prices)
    {
        var condition = Condition(index, prices);
        Rearm(state, index, condition); // the refresh that expires a window does not count yet
        if (index.IsWindowOpen)
        {
            if (Outcome(state, index, prices) is { } outcome)
                Close(state, index, outcome);
        }
        else if (condition && !index.IsWindowDisarmed)
        {
            Open(state, index, prices);
        }
    }

    private static bool Condition(NaiveIndex index, List<BigInteger> prices)
    {
        if (index.Price.IsZero)
            return false;

        return prices.Count switch
        {
            1 => IsFar(index, prices[0], index.OlderMark.Price),
            2 => !Agree(index.Parameters, prices),
            _ => false,
        };
    }

    private static bool IsFar(NaiveIndex index, BigInteger price, BigInteger reference) =>
        BigInteger.Abs(price - reference) * Ratio.Nano > index.Parameters.WindowBound.Nano * reference;

    private static void Open(NaiveState state, NaiveIndex index, List<BigInteger> prices)
    {
        index.IsWindowOpen = true;
        index.WindowUntil = Times.Later(state.Now, index.Parameters.WindowLength);
        index.WindowReference = prices.Count == 1 ? index.OlderMark.Price : index.Price;
        state.Note(NaiveRoute.WindowOpened, $"{index.Parameters.Id.Value}");
    }

    private static NaiveRoute? Outcome(NaiveState state, NaiveIndex index, List<BigInteger> prices)
    {
        if (state.Now >= index.WindowUntil)
            return NaiveRoute.WindowExpired;

        if (prices.Count >= 3 || (prices.Count == 2 && Agree(index.Parameters, prices)))
            return NaiveRoute.WindowConfirmed;

        return prices.Count == 1 && !IsFar(index, prices[0], index.WindowReference) ? NaiveRoute.WindowReturned : null;
    }

    private static void Close(NaiveState state, NaiveIndex index, NaiveRoute outcome)
    {
        index.IsWindowOpen = false;
        index.IsWindowDisarmed = outcome == NaiveRoute.WindowExpired;
        index.CalmSince = null;
        state.Note(outcome, $"{index.Parameters.Id.Value}");
    }

    /// <summary>After an expiry: armed again when the condition was absent at every refresh for the window's length.</summary>
    private static void Rearm(NaiveState state, NaiveIndex index, bool condition)
    {
        if (!index.IsWindowDisarmed)
            return;

        index.CalmSince = condition ? null : index.CalmSince ?? state.Now;
        if (index.CalmSince is { } since && state.Now - since >= index.Parameters.WindowLength.Nanoseconds)
            index.IsWindowDisarmed = false;
    }

    private static void Hold(NaiveState state, NaiveIndex index, int live)
    {
        if (live == 0 && index.Price.IsZero)
            return; // nothing to hold on to yet

        if (live == 0 && !index.HasNoSource)
        {
            index.NoSourceUntil = Times.Later(state.Now, index.Parameters.NoSourceHold);
            state.Note(NaiveRoute.NoSource, $"{index.Parameters.Id.Value}");
        }

        index.HasNoSource = live == 0;
    }
}
