using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Okx;

/// <summary>OKX, WebSocket v5: <c>bbo-tbt</c> for markets of all kinds, <c>index-tickers</c> for indices.</summary>
/// <remarks>
/// Each message of <c>bbo-tbt</c> is a whole top of book with a rising number; OKX's checksum belongs to the deeper books and is not needed.
/// The venue closes a connection that is silent for thirty seconds, so a bare <c>ping</c> goes out before. Source: okx.com/docs-v5, WebSocket, connect, order book channel, index tickers channel, notification.
/// </remarks>
internal sealed class OkxProtocol(IReadOnlyList<FeedSymbol> symbols) : JsonProtocol(symbols)
{
    private const int ArgumentsPerRequest = 50;

    public override string Ping => "ping";

    public override void Begin(ProtocolOutput output) => Send("subscribe", output);

    public override void Resubscribe(ProtocolOutput output)
    {
        Send("unsubscribe", output);
        Send("subscribe", output);
    }

    private protected override bool TryReadPlain(ReadOnlySpan<byte> message) => message.SequenceEqual("pong"u8);

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (symbol, isError, isNotice, text) = (-1, false, false, "");
        var data = default(MessageReader);
        while (reader.NextName())
        {
            if (reader.Is("arg"u8))
            {
                symbol = ReadArgument(ref reader);
            }
            else if (reader.Is("data"u8))
            {
                data = reader; // read when the market is known, wherever it stands
                reader.Skip();
            }
            else if (reader.Is("event"u8))
            {
                isError = reader.ValueIs("error"u8);
                isNotice = reader.ValueIs("notice"u8);
            }
            else if (reader.Is("msg"u8))
            {
                text = reader.Text();
            }
            else
            {
                reader.Skip();
            }
        }

        if (data.IsArray)
        {
            while (data.NextElement())
            {
                ReadItem(ref data, symbol, output);
            }
        }

        if (isError)
        {
            output.Notice(ProtocolNotice.Refused, text);
        }
        else if (isNotice)
        {
            output.Notice(ProtocolNotice.Leaving, text);
        }
    }

    /// <summary>The market that a message is about; its channel says whether the name is a market's or an index's.</summary>
    private int ReadArgument(ref MessageReader reader)
    {
        reader.EnterObject();
        var (kind, market, index) = (FeedSymbolKind.Market, -1, -1);
        while (reader.NextName())
        {
            if (reader.Is("channel"u8))
            {
                kind = reader.ValueIs("index-tickers"u8) ? FeedSymbolKind.Index : FeedSymbolKind.Market;
            }
            else if (reader.Is("instId"u8))
            {
                market = reader.Symbol(Symbols, FeedSymbolKind.Market);
                index = reader.Symbol(Symbols, FeedSymbolKind.Index);
            }
            else
            {
                reader.Skip();
            }
        }

        return kind is FeedSymbolKind.Index ? index : market;
    }

    private static void ReadItem(ref MessageReader reader, int symbol, ProtocolOutput output)
    {
        reader.EnterObject();
        var (prices, time, number) = (default(QuotePrices), default(Timestamp), 0L);
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
            else if (reader.Is("idxPx"u8))
            {
                prices = prices with { Index = reader.Number() };
            }
            else if (reader.Is("ts"u8))
            {
                time = reader.Time(perSecond: 1_000);
            }
            else if (reader.Is("seqId"u8))
            {
                number = reader.Whole();
            }
            else
            {
                reader.Skip();
            }
        }

        output.Quote(symbol, prices, time, number);
        output.Stamped(time);
    }

    private void Send(string operation, ProtocolOutput output)
    {
        var arguments = Symbols.Symbols.Select(symbol =>
        {
            var channel = symbol.Kind is FeedSymbolKind.Index ? "index-tickers" : "bbo-tbt";
            return $$"""{"channel":"{{channel}}","instId":{{Quoted(symbol.Name)}}}""";
        });
        foreach (var batch in Batches(arguments, ArgumentsPerRequest))
        {
            output.Reply($$"""{"op":"{{operation}}","args":[{{batch}}]}""");
        }
    }
}
