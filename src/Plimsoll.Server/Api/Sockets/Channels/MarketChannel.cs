using System.Text.Json;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>An instrument in public: book, mark, funding, trades, halts.</summary>
internal sealed class MarketChannel(string name, InstrumentId instrument) : Channel(name, Operations.ReadMarkets)
{
    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) =>
        concern.Instrument == instrument.Value
        && kind
            is EventKind.InstrumentListed
                or EventKind.InstrumentHalted
                or EventKind.InstrumentResumed
                or EventKind.InstrumentClosed
                or EventKind.BookQuoted
                or EventKind.MarkPriceChanged
                or EventKind.MarkOverrideApproved
                or EventKind.MarkOverrideEnded
                or EventKind.FundingSettled
                or EventKind.TradeRecorded
                or EventKind.TradeBusted;

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var view = machine.Engine.View(instrument);
        return json =>
        {
            var translator = api.Translator;
            json.WriteString("instrument", view.Parameters.Symbol);
            json.WriteString("state", EventTypes.NameOf(view.Trading));
            json.WriteString("bid", translator.TextOrNull(view.Bid, instrument)?.ToString());
            json.WriteString("ask", translator.TextOrNull(view.Ask, instrument)?.ToString());
            json.WriteString("last", translator.TextOrNull(view.Last, instrument)?.ToString());
            json.WriteString("mark_price", translator.TextOrNull(view.Mark, instrument)?.ToString());
            json.WriteString("funding_rate", Translator.Text(view.FundingRate).ToString());
            json.WriteString("next_funding", view.NextFunding == Timestamp.Never ? null : new TimeText(view.NextFunding).ToString());
            json.WriteString("open_interest", DecimalText.Of(view.OpenInterest, view.Parameters.QuantityDecimals).ToString());
        };
    }
}
