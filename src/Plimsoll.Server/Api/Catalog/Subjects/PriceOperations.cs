using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Prices from outside, and what is done with markets by hand.</summary>
internal static class PriceOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new CommandOperation<SubmitQuotesRequest>(
            "quotes.submit",
            Operations.ReportPrices,
            "POST",
            "/quotes",
            "Takes in prices of index sources and of the venue's books; one decision follows all of them.",
            static (request, translator) =>
                HostEntry.Of(
                    new SubmitQuotes(
                        default,
                        (request.Indices ?? []).Select((quote, place) => translator.Quote(quote, $"indices[{place}].")).ToArray(),
                        (request.Books ?? []).Select((quote, place) => translator.Quote(quote, $"books[{place}].")).ToArray()
                    )
                )
        ),
        new CommandOperation<InstrumentRequest>(
            "instruments.halt",
            Operations.ManageMarkets,
            "POST",
            "/instruments/{instrument}/halt",
            "Stops new orders in an instrument.",
            static (request, translator) => HostEntry.Of(new HaltInstrument(default, translator.Instrument(request.Instrument)))
        ),
        new CommandOperation<InstrumentRequest>(
            "instruments.resume",
            Operations.ManageMarkets,
            "POST",
            "/instruments/{instrument}/resume",
            "Lets new orders in an instrument in again.",
            static (request, translator) => HostEntry.Of(new ResumeInstrument(default, translator.Instrument(request.Instrument)))
        ),
        new CommandOperation<InstrumentRequest>(
            "instruments.delist",
            Operations.ManageMarkets,
            "POST",
            "/instruments/{instrument}/delist",
            "Settles an instrument at its mark and closes it for ever.",
            static (request, translator) => HostEntry.Of(new DelistInstrument(default, translator.Instrument(request.Instrument)))
        ),
        new CommandOperation<NothingRequest>(
            "venue.pause",
            Operations.ManageMarkets,
            "POST",
            "/venue/pause",
            "Pauses the venue: nothing increases, nothing is liquidated, for a bounded time.",
            static (_, _) => HostEntry.Of(new PauseVenue(default))
        ),
        new CommandOperation<NothingRequest>(
            "venue.resume",
            Operations.ManageMarkets,
            "POST",
            "/venue/resume",
            "Ends the pause; liquidations wait for the grace.",
            static (_, _) => HostEntry.Of(new ResumeVenue(default))
        ),
        new CommandOperation<FundInsuranceRequest>(
            "funds.deposit",
            Operations.MoveFunds,
            "POST",
            "/funds/{asset}/deposits",
            "Pays money from outside into an insurance fund.",
            static (request, translator) =>
            {
                var asset = translator.Asset(request.Asset);
                return HostEntry.Of(new FundInsurance(default, asset, translator.Money(request.Amount, asset)));
            }
        ),
    ];

    private static IndexQuote Quote(this Translator translator, IndexQuoteRequest quote, string field)
    {
        var index = translator.Index(quote.Index, field + "index");
        return new(
            index,
            translator.Source(index, quote.Source, field + "source"),
            translator.Price(quote.Bid, index, field + "bid"),
            translator.Price(quote.Ask, index, field + "ask")
        );
    }

    private static BookQuote Quote(this Translator translator, BookQuoteRequest quote, string field)
    {
        var instrument = translator.Instrument(quote.Instrument, field + "instrument");
        return new(
            instrument,
            quote.Bid is { } bid ? translator.Price(bid, instrument, field + "bid") : default,
            quote.Ask is { } ask ? translator.Price(ask, instrument, field + "ask") : default,
            quote.Last is { } last ? translator.Price(last, instrument, field + "last") : default
        );
    }
}
