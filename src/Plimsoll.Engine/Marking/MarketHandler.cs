using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Venue;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Marking;

/// <summary>Takes prices and lets time pass: the two commands in which everything that waits on time happens, in one stated order.</summary>
/// <remarks>Source: docs/spec/0003-prices.md, first paragraph.</remarks>
internal sealed class MarketHandler(
    EngineContext context,
    ParameterHandler parameters,
    VenueHandler venue,
    IndexRefresh indices,
    MarkRefresh marks,
    Liquidator liquidator
)
{
    private EngineState State => context.State;

    public CommandResult Handle(SubmitQuotes command)
    {
        if ((FirstFault(command.IndexQuotes.Span) ?? FirstFault(command.BookQuotes.Span)) is { } refusal)
        {
            return refusal;
        }

        context.Accept(command);
        BeginTick(command.At);
        foreach (ref readonly var quote in command.IndexQuotes.Span)
        {
            context.Emit(new SourceQuoted(quote.Index, quote.Source, quote.Bid, quote.Ask, command.At));
        }

        foreach (ref readonly var quote in command.BookQuotes.Span)
        {
            var instrument = State.Instrument(quote.Instrument);
            if (instrument.Bid != quote.Bid || instrument.Ask != quote.Ask || instrument.Last != quote.Last)
            {
                context.Emit(new BookQuoted(quote.Instrument, quote.Bid, quote.Ask, quote.Last));
            }
        }

        EndTick();
        return CommandResult.Accepted;
    }

    public CommandResult Handle(AdvanceTime command)
    {
        context.Accept(command);
        BeginTick(command.At);
        EndTick();
        return CommandResult.Accepted;
    }

    private void BeginTick(Timestamp tick)
    {
        var before = State.Tick;
        context.Emit(new ClockAdvanced(tick));
        if (before < State.GraceUntil && tick >= State.GraceUntil)
        {
            context.TouchEverybody();
        }

        parameters.ApplyDue(tick);
        venue.EndOverrides(tick);
    }

    private void EndTick()
    {
        indices.RefreshAll();
        marks.RefreshAll();
        context.TouchPortfolios();
        liquidator.TimeOutOrders();
    }

    private CommandResult? FirstFault(ReadOnlySpan<IndexQuote> quotes)
    {
        foreach (ref readonly var quote in quotes)
        {
            if (!State.IsKnown(quote.Index))
            {
                return Refuse(RejectReason.UnknownIndex, nameof(quote.Index));
            }

            var index = State.Index(quote.Index);
            if (quote.Source >= index.Sources.Length)
            {
                return Refuse(RejectReason.UnknownSource, nameof(quote.Source));
            }

            // Not positive is a fact about the venue and drops the source; too large could not be carried.
            if (
                quote.Bid > index.MaxPrice
                || quote.Ask > index.MaxPrice
                || quote.Bid.Units < -Price.MaxUnits
                || quote.Ask.Units < -Price.MaxUnits
            )
            {
                return Refuse(RejectReason.PriceOutOfRange, nameof(quote.Bid));
            }
        }

        return null;
    }

    private CommandResult? FirstFault(ReadOnlySpan<BookQuote> quotes)
    {
        foreach (ref readonly var quote in quotes)
        {
            if (!State.IsKnown(quote.Instrument))
            {
                return Refuse(RejectReason.UnknownInstrument, nameof(quote.Instrument));
            }

            if (!IsInRange(quote.Bid) || !IsInRange(quote.Ask) || !IsInRange(quote.Last))
            {
                return Refuse(RejectReason.PriceOutOfRange, nameof(quote.Bid));
            }
        }

        return null;
    }

    private static bool IsInRange(Price price) => price.Units is >= 0 and <= Price.MaxUnits;
}
