using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Hyperliquid;

/// <summary>Hyperliquid: <c>bbo</c> for books, <c>activeAssetCtx</c> for the oracle and mark price of a perpetual.</summary>
/// <remarks>
/// The context carries no time, so the coin's book is listened to beside it: messages of a connection stay in order, and the latest stamp before a
/// context says how late it may be. The venue closes connections that send nothing for a minute. Source: hyperliquid.gitbook.io, WebSocket, subscriptions, timeouts and heartbeats.
/// </remarks>
internal sealed class HyperliquidProtocol(IReadOnlyList<FeedSymbol> symbols) : JsonProtocol(symbols)
{
    private Timestamp _stamp;

    public override string Ping => """{"method":"ping"}""";

    public override void Begin(ProtocolOutput output)
    {
        _stamp = default;
        foreach (var coin in Symbols.Symbols.Select(symbol => symbol.Name).Distinct(StringComparer.Ordinal))
        {
            Subscribe("bbo", coin, output);
        }

        foreach (var index in Symbols.Symbols.Where(symbol => symbol.Kind is FeedSymbolKind.Index))
        {
            Subscribe("activeAssetCtx", index.Name, output);
        }
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (isBook, isContext, isError) = (false, false, false);
        var data = default(MessageReader);
        while (reader.NextName())
        {
            if (reader.Is("channel"u8))
            {
                isBook = reader.ValueIs("bbo"u8);
                isContext = reader.ValueIs("activeAssetCtx"u8);
                isError = reader.ValueIs("error"u8);
            }
            else if (reader.Is("data"u8))
            {
                data = reader; // read when the channel is known, wherever it stands
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        if (isError)
        {
            output.Notice(ProtocolNotice.Refused, data.IsText ? data.Text() : "");
        }
        else if (isBook || isContext)
        {
            ReadData(ref data, isContext, output);
        }
    }

    private void ReadData(ref MessageReader reader, bool isContext, ProtocolOutput output)
    {
        reader.EnterObject();
        var (market, index, prices, time) = (-1, -1, default(QuotePrices), default(Timestamp));
        while (reader.NextName())
        {
            if (reader.Is("coin"u8))
            {
                market = reader.Symbol(Symbols, FeedSymbolKind.Market);
                index = reader.Symbol(Symbols, FeedSymbolKind.Index);
            }
            else if (reader.Is("time"u8))
            {
                time = reader.Time(perSecond: 1_000);
            }
            else if (reader.Is("bbo"u8))
            {
                prices = ReadBook(ref reader);
            }
            else if (reader.Is("ctx"u8))
            {
                prices = ReadContext(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (time != default)
        {
            output.Stamped(time);
            _stamp = time > _stamp ? time : _stamp;
        }

        if (isContext)
        {
            output.Quote(index, prices, _stamp);
        }
        else if (market >= 0 || index < 0)
        {
            output.Quote(market, prices, time); // not where the book is listened to for its stamp alone
        }
    }

    private static QuotePrices ReadBook(ref MessageReader reader)
    {
        reader.EnterArray();
        var (bid, ask, place) = (0m, 0m, 0);
        while (reader.NextElement())
        {
            var price = 0m;
            if (reader.IsObject)
            {
                while (reader.NextName())
                {
                    if (reader.Is("px"u8))
                    {
                        price = reader.Number();
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else
            {
                reader.Skip(); // null: that side is empty
            }

            (bid, ask) = place++ switch
            {
                0 => (price, ask),
                1 => (bid, price),
                _ => (bid, ask),
            };
        }

        return new(bid, ask);
    }

    private static QuotePrices ReadContext(ref MessageReader reader)
    {
        reader.EnterObject();
        var prices = default(QuotePrices);
        while (reader.NextName())
        {
            if (reader.Is("oraclePx"u8))
            {
                prices = prices with { Index = reader.Number() };
            }
            else if (reader.Is("markPx"u8))
            {
                prices = prices with { Mark = reader.Number() };
            }
            else
            {
                reader.Skip();
            }
        }

        return prices;
    }

    private static void Subscribe(string type, string coin, ProtocolOutput output) =>
        output.Reply($$$"""{"method":"subscribe","subscription":{"type":"{{{type}}}","coin":{{{Quoted(coin)}}}}}""");
}
