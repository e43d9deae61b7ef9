using System.Numerics;
using Plimsoll.Engine.Marking;
using Plimsoll.Marking;

namespace Plimsoll.Testing.Naive;

/// <summary>Which sources of an index count: docs/spec/0003, "Sources".</summary>
internal static class NaiveSources
{
    /// <summary>Decides the state of every source at this tick.</summary>
    public static void Refresh(NaiveState state, NaiveIndex index)
    {
        var states = index.Sources.Select((_, place) => Alone(state, index, place)).ToArray();
        var sound = Passing(states);
        foreach (var place in sound.Where(place => IsFrozen(state, index, place, sound)))
            states[place] = SourceState.Frozen;

        var moving = Passing(states);
        if (moving.Count >= 3)
        {
            var median = WeightedMedian(Capped(moving.Select(place => Weighted(state, index, place))));
            foreach (var place in moving.Where(place => IsFar(Price(state, index, place), median, index.Parameters)))
                states[place] = SourceState.Deviating;
        }

        foreach (var place in Enumerable.Range(0, states.Length))
            states[place] = Return(state.Now, index, index.Sources[place], states[place]);

        // If nobody else is live, all that pass are live at once.
        if (states.All(each => each != SourceState.Live))
            states = [.. states.Select(each => each == SourceState.Returning ? SourceState.Live : each)];

        foreach (var place in Enumerable.Range(0, states.Length))
            Enter(state, index, place, states[place]);
    }

    public static List<int> Live(NaiveIndex index) =>
        [.. Enumerable.Range(0, index.Sources.Count).Where(place => index.Sources[place].State == SourceState.Live)];

    /// <summary>The latest mid of a source, converted if it must be.</summary>
    public static BigInteger Price(NaiveState state, NaiveIndex index, int place)
    {
        var (_, bid, ask) = index.Sources[place].Quotes[^1];
        var mid = NaiveSource.Mid(bid, ask);
        if (index.Parameters.Sources[place].ConvertBy is not { } by)
            return mid;

        var conversion = state.Indices[by.Value];
        return (mid * conversion.Price * Ratio.PowerOfTen(-conversion.Parameters.Decimals)).Floor();
    }

    /// <summary>INST-007: 10^15 units, and ten million of the numeraire for one unit of an asset that the index values.</summary>
    public static BigInteger HighestPrice(NaiveState state, int index)
    {
        var most = (BigInteger)Plimsoll.Values.Price.MaxUnits;
        var numeraire = state.Assets.Count == 0 ? 0 : state.Assets[state.Venue.Numeraire.Value].Decimals;
        foreach (var asset in state.Assets.Where(asset => asset.Index?.Value == index))
        {
            var scale = Ratio.PowerOfTen(asset.Decimals + state.Indices[index].Parameters.Decimals - numeraire);
            most = BigInteger.Min(most, (BigInteger.Pow(10, 7) * scale).Floor());
        }

        return most;
    }

    public static (BigInteger Price, int Weight) Weighted(NaiveState state, NaiveIndex index, int place) =>
        (Price(state, index, place), index.Parameters.Sources[place].Weight);

    /// <summary>PRIC-005: of three or more none weighs as much as the others together.</summary>
    public static IEnumerable<(BigInteger Price, int Weight)> Capped(IEnumerable<(BigInteger Price, int Weight)> prices)
    {
        var given = prices.ToList();
        return given.Select(
            (each, place) => (each.Price, Math.Min(each.Weight, given.Where((_, other) => other != place).Sum(other => other.Weight) - 1))
        );
    }

    public static BigInteger WeightedMedian(IEnumerable<(BigInteger Price, int Weight)> prices)
    {
        var ordered = prices.OrderBy(each => each.Price).ToList(); // stable: equal prices stay in order of place
        var total = ordered.Sum(each => each.Weight);
        var cumulated = 0;
        for (var i = 0; i < ordered.Count; i++)
        {
            cumulated += ordered[i].Weight;
            if (2 * cumulated > total)
                return ordered[i].Price;

            if (2 * cumulated == total)
                return Ratio.Of(ordered[i].Price + ordered[i + 1].Price, 2).Floor();
        }

        throw new InvalidOperationException("A median needs a price.");
    }

    /// <summary>The rows that look at one source alone; live stands for "passed so far".</summary>
    private static SourceState Alone(NaiveState state, NaiveIndex index, int place)
    {
        var quotes = index.Sources[place].Quotes;
        if (quotes.Count == 0)
            return SourceState.Silent;

        var (time, bid, ask) = quotes[^1];
        if (state.Now - time > index.Parameters.StaleAfter.Nanoseconds)
            return SourceState.Stale;

        if (index.Parameters.Sources[place].ConvertBy is { } by && !CanConvert(state.Indices[by.Value]))
            return SourceState.Stale;

        if (bid.Sign <= 0 || ask.Sign <= 0)
            return SourceState.NotPositive;

        var price = Price(state, index, place);
        if (price.Sign <= 0 || price > HighestPrice(state, index.Parameters.Id.Value))
            return SourceState.NotPositive;

        return bid > ask ? SourceState.Crossed : SourceState.Live;
    }

    private static bool CanConvert(NaiveIndex conversion) => conversion.Price.Sign > 0 && !conversion.HasNoSource;

    private static List<int> Passing(SourceState[] states) =>
        [.. Enumerable.Range(0, states.Length).Where(place => states[place] == SourceState.Live)];

    private static bool IsFrozen(NaiveState state, NaiveIndex index, int place, List<int> sound)
    {
        var parameters = index.Parameters;
        var others = sound.Where(other => other != place).ToList();
        if (others.Count == 0 || state.Now - index.Sources[place].Quotes[0].Time < parameters.FrozenWindow.Nanoseconds)
            return false;

        var own = RelativeRange(state.Now, index, place);
        var typical = others.Select(other => RelativeRange(state.Now, index, other)).Order().ElementAt((others.Count - 1) / 2);
        return own * Ratio.Nano < parameters.FrozenShare.Nano * typical && typical >= parameters.FrozenFloor.Nano;
    }

    private static BigInteger RelativeRange(long now, NaiveIndex index, int place)
    {
        var length = index.Parameters.FrozenWindow.Nanoseconds / 8;
        var current = Slot(now, length);
        var mids = index
            .Sources[place]
            .Quotes.Where(quote => Slot(quote.Time, length) > current - 8)
            .Select(quote => NaiveSource.Mid(quote.Bid, quote.Ask))
            .ToList();
        if (mids.Count == 0 || mids.Max().Sign <= 0)
            return 0;

        return Ratio.Of((mids.Max() - mids.Min()) * Ratio.Nano, mids.Max()).Floor();
    }

    private static BigInteger Slot(long time, long length) => Ratio.Of(time, length).Floor();

    private static bool IsFar(BigInteger price, BigInteger median, IndexParameters parameters) =>
        BigInteger.Abs(price - median) * Ratio.Nano > parameters.MaxDeviation.Nano * median;

    /// <summary>A dropped source that passes all rows must do so for a while.</summary>
    private static SourceState Return(long now, NaiveIndex index, NaiveSource source, SourceState state)
    {
        if (state != SourceState.Live)
        {
            source.GoodSince = null;
            return state;
        }

        if (source.State is SourceState.Live or SourceState.Silent)
            return SourceState.Live;

        source.GoodSince ??= now;
        return now - source.GoodSince.Value >= index.Parameters.ReturnAfter.Nanoseconds ? SourceState.Live : SourceState.Returning;
    }

    private static void Enter(NaiveState state, NaiveIndex index, int place, SourceState entered)
    {
        var source = index.Sources[place];
        if (entered == SourceState.Live)
            source.GoodSince = null;

        if (source.State != entered && Route(entered) is { } route)
            state.Note(route, $"index {index.Parameters.Id.Value}, source {place}");

        source.State = entered;
    }

    private static NaiveRoute? Route(SourceState state) =>
        state switch
        {
            SourceState.Stale => NaiveRoute.SourceStale,
            SourceState.NotPositive => NaiveRoute.SourceNotPositive,
            SourceState.Crossed => NaiveRoute.SourceCrossed,
            SourceState.Frozen => NaiveRoute.SourceFrozen,
            SourceState.Deviating => NaiveRoute.SourceDeviating,
            SourceState.Returning => NaiveRoute.SourceReturning,
            _ => null,
        };
}
