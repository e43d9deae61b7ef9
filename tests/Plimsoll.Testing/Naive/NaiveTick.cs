using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>What happens when time moves: docs/spec/0003, first paragraph.</summary>
internal static class NaiveTick
{
    private const long MostBetweenTicks = 600_000_000_000;

    public static RejectReason Submit(NaiveState state, SubmitQuotes command)
    {
        foreach (var quote in command.IndexQuotes.Span)
        {
            if (quote.Index.Value >= state.Indices.Count)
                return RejectReason.UnknownIndex;

            if (quote.Source >= state.Indices[quote.Index.Value].Sources.Count)
                return RejectReason.UnknownSource;

            var highest = NaiveSources.HighestPrice(state, quote.Index.Value);
            if (new[] { quote.Bid, quote.Ask }.Any(price => price.Units > highest || price.Units < -Price.MaxUnits))
                return RejectReason.PriceOutOfRange;
        }

        foreach (var quote in command.BookQuotes.Span)
        {
            if (BookFault(state, quote) is var fault && fault != RejectReason.None)
                return fault;
        }

        Run(state, () => Take(state, command));
        return RejectReason.None;
    }

    public static RejectReason Advance(NaiveState state)
    {
        Run(state, () => { });
        return RejectReason.None;
    }

    private static RejectReason BookFault(NaiveState state, Plimsoll.Engine.Marking.BookQuote quote)
    {
        if (quote.Instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        return new[] { quote.Bid, quote.Ask, quote.Last }.Any(price => price.Units is < 0 or > Price.MaxUnits)
            ? RejectReason.PriceOutOfRange
            : RejectReason.None;
    }

    private static void Run(NaiveState state, Action takeQuotes)
    {
        var elapsed = state.LastTick is { } last ? state.Now - last : 0;
        foreach (var instrument in state.Instruments.Where(instrument => !instrument.IsClosed && instrument.Mark.Sign > 0))
            Accumulate(instrument, elapsed);

        ChangeParameters(state);
        EndOverrides(state);
        takeQuotes();

        var dt = Math.Min(elapsed, MostBetweenTicks);
        foreach (var index in state.Indices)
            NaiveIndexPrice.Refresh(state, index, dt);

        foreach (var instrument in state.Instruments.Where(instrument => !instrument.IsClosed))
            NaiveMark.Refresh(state, instrument, dt);

        state.LastTick = state.Now;
        NaiveLiquidator.TimeOut(state);
        state.Affect(_ => true);
    }

    private static void Accumulate(NaiveInstrument instrument, long elapsed)
    {
        if (instrument.Parameters.Kind != InstrumentKind.Perpetual)
            return;

        instrument.PremiumSum += instrument.Premium * elapsed;
        instrument.PremiumTime += elapsed;
    }

    private static void ChangeParameters(NaiveState state)
    {
        foreach (
            var change in state.Changes.Where(change => change.EffectiveAt <= state.Now).OrderBy(change => change.EffectiveAt).ToList()
        )
        {
            state.Changes.Remove(change);
            change.Apply(state);
            state.Note(NaiveRoute.ChangeInForce);
        }
    }

    private static void EndOverrides(NaiveState state)
    {
        foreach (var instrument in state.Instruments)
        {
            if (instrument.Override is { } forced && forced.Until <= state.Now)
                instrument.Override = null;
        }
    }

    private static void Take(NaiveState state, SubmitQuotes command)
    {
        foreach (var quote in command.IndexQuotes.Span)
            state.Indices[quote.Index.Value].Sources[quote.Source].Quotes.Add((state.Now, quote.Bid.Units, quote.Ask.Units));

        foreach (var quote in command.BookQuotes.Span)
        {
            var instrument = state.Instruments[quote.Instrument.Value];
            (instrument.Bid, instrument.Ask, instrument.Last) = (quote.Bid.Units, quote.Ask.Units, quote.Last.Units);
        }
    }
}
