using Plimsoll.Engine.Events;

namespace Plimsoll.Server.Api.Events;

/// <summary>Prices: sources, indices, surfaces, books, marks, funding.</summary>
internal static class MarketEvents
{
    private const int ForwardDigits = 9;
    private const int SmileDigits = 12;
    private const int BasisDigits = 6;

    public static bool TryWrite(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.SourceQuoted:
                var quoted = view.As<SourceQuoted>();
                to.Index(quoted.Index).Text("source", to.Names.OfSource(quoted.Index, quoted.Source));
                to.Price("bid", quoted.Bid, quoted.Index).Price("ask", quoted.Ask, quoted.Index).Time("at", quoted.At);
                return true;
            case EventKind.SourceStateChanged:
                var state = view.As<SourceStateChanged>();
                to.Index(state.Index).Text("source", to.Names.OfSource(state.Index, state.Source));
                to.Choice("state", state.State).Time("at", state.At);
                return true;
            case EventKind.SourceGoodSince:
                var good = view.As<SourceGoodSince>();
                to.Index(good.Index).Text("source", to.Names.OfSource(good.Index, good.Source)).Time("since", good.Since);
                return true;
            case EventKind.IndexPriceChanged:
                var index = view.As<IndexPriceChanged>();
                to.Index(index.Index)
                    .Price("price", index.Price, index.Index)
                    .Whole("live_sources", index.LiveSources)
                    .Time("at", index.At);
                return true;
            case EventKind.BookQuoted:
                var book = view.As<BookQuoted>();
                to.Instrument(book.Instrument)
                    .Price("bid", book.Bid, book.Instrument)
                    .Price("ask", book.Ask, book.Instrument)
                    .Price("last", book.Last, book.Instrument);
                return true;
            case EventKind.MarkPriceChanged:
                Write(to, view.As<MarkPriceChanged>());
                return true;
            case EventKind.FundingSettled:
                var funding = view.As<FundingSettled>();
                to.Instrument(funding.Instrument)
                    .Rate("funding_rate", funding.FundingRate)
                    .Price("mark_price", funding.MarkPrice, funding.Instrument)
                    .Time("at", funding.At);
                return true;
            case EventKind.SmileChanged:
                Write(to, view.As<SmileChanged>());
                return true;
            case EventKind.SmileRemoved:
                to.Index(view.As<SmileRemoved>().Index).Time("expiry", view.As<SmileRemoved>().Expiry);
                return true;
            default:
                return TryWriteWindow(to, view);
        }
    }

    private static bool TryWriteWindow(EventWriter to, EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.ProtectiveWindowOpened:
                var opened = view.As<ProtectiveWindowOpened>();
                to.Index(opened.Index)
                    .Price("reference", opened.Reference, opened.Index)
                    .Price("target", opened.Target, opened.Index)
                    .Time("until", opened.Until);
                return true;
            case EventKind.ProtectiveWindowClosed:
                var closed = view.As<ProtectiveWindowClosed>();
                to.Index(closed.Index).Choice("outcome", closed.Outcome).Time("at", closed.At);
                return true;
            case EventKind.WindowRearming:
                var rearming = view.As<WindowRearming>();
                to.Index(rearming.Index).Time("calm_since", rearming.CalmSince).Is("armed", rearming.IsArmed);
                return true;
            case EventKind.NoSourceHoldOpened:
                to.Index(view.As<NoSourceHoldOpened>().Index).Time("until", view.As<NoSourceHoldOpened>().Until);
                return true;
            case EventKind.NoSourceHoldClosed:
                to.Index(view.As<NoSourceHoldClosed>().Index);
                return true;
            default:
                return false;
        }
    }

    private static void Write(EventWriter to, in MarkPriceChanged mark)
    {
        var scale = to.PriceScaleOf(mark.Instrument);
        to.Instrument(mark.Instrument)
            .Price("price", mark.Price, mark.Instrument)
            .Decimal("smoothed_basis", mark.SmoothedBasis, scale + BasisDigits)
            .Rate("premium", mark.Premium)
            .Time("at", mark.At);
    }

    private static void Write(EventWriter to, in SmileChanged smile)
    {
        var shape = smile.Slice.Smile;
        to.Index(smile.Index)
            .Time("expiry", smile.Slice.Expiry)
            .Decimal("forward", smile.Slice.ForwardUnits, ForwardDigits)
            .Decimal("a", shape.A, SmileDigits)
            .Decimal("b", shape.B, SmileDigits)
            .Decimal("rho", shape.Rho, SmileDigits)
            .Decimal("m", shape.M, SmileDigits)
            .Decimal("sigma", shape.Sigma, SmileDigits)
            .Price("index_price", smile.IndexPrice, smile.Index)
            .Time("at", smile.At);
    }
}
