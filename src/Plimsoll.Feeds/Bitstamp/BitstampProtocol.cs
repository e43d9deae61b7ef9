using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Bitstamp;

/// <summary>Bitstamp, WebSocket v2: <c>order_book_*</c>, the best hundred levels whole in each message, of which the first are read.</summary>
/// <remarks>Source: bitstamp.net/websocket/v2. In recorded messages the data stand before the channel.</remarks>
internal sealed class BitstampProtocol(IReadOnlyList<FeedSymbol> symbols) : JsonProtocol(symbols)
{
    private const int PrefixLength = 11; // order_book_

    public override string Ping => """{"event":"bts:heartbeat"}""";

    public override void Begin(ProtocolOutput output)
    {
        foreach (var symbol in Symbols.Symbols)
        {
            output.Reply($$$"""{"event":"bts:subscribe","data":{"channel":{{{Quoted("order_book_" + symbol.Name)}}}}}""");
        }
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (symbol, prices, time, isData, isLeaving, isError, text) = (
            -1,
            default(QuotePrices),
            default(Timestamp),
            false,
            false,
            false,
            ""
        );
        while (reader.NextName())
        {
            if (reader.Is("data"u8) && reader.IsObject)
            {
                ReadData(ref reader, ref prices, ref time, ref text);
            }
            else if (reader.Is("channel"u8) && reader.ValueBegins("order_book_"u8))
            {
                symbol = reader.Symbol(Symbols, FeedSymbolKind.Market, PrefixLength);
            }
            else if (reader.Is("event"u8))
            {
                isData = reader.ValueIs("data"u8);
                isLeaving = reader.ValueIs("bts:request_reconnect"u8);
                isError = reader.ValueIs("bts:error"u8);
            }
            else
            {
                reader.Skip();
            }
        }

        if (isData)
        {
            output.Quote(symbol, prices, time);
            output.Stamped(time);
        }
        else if (isLeaving)
        {
            output.Notice(ProtocolNotice.Leaving, "bts:request_reconnect");
        }
        else if (isError)
        {
            output.Notice(ProtocolNotice.Refused, text);
        }
    }

    private static void ReadData(ref MessageReader reader, ref QuotePrices prices, ref Timestamp time, ref string text)
    {
        while (reader.NextName())
        {
            if (reader.Is("bids"u8))
            {
                prices = prices with { Bid = TopOfBook.First(ref reader) };
            }
            else if (reader.Is("asks"u8))
            {
                prices = prices with { Ask = TopOfBook.First(ref reader) };
            }
            else if (reader.Is("microtimestamp"u8))
            {
                time = reader.Time(perSecond: 1_000_000);
            }
            else if (reader.Is("message"u8))
            {
                text = reader.Text();
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
