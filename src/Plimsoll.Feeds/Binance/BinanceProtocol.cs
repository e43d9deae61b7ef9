using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Binance;

/// <summary>Binance, spot and USDⓈ-M futures: the book ticker, and on spot the day's ticker beside it.</summary>
/// <remarks>
/// <para>
/// Spot's book ticker carries no time. The day's ticker comes every second and does; on one connection messages stay in order, so a book ticker was
/// made no earlier than the latest stamp before it, and a delivery that lags shows in that stamp. Before the first stamp there is no quote.
/// </para>
/// <para>Source: github.com/binance/binance-spot-api-docs, web-socket-streams.md; developers.binance.com, USDⓈ-M futures, WebSocket market streams.</para>
/// </remarks>
internal sealed class BinanceProtocol : JsonProtocol
{
    private const int StreamsPerRequest = 400; // the 1,024 streams of a connection within its five messages a second
    private readonly bool _isSpot;
    private readonly decimal[] _lasts;
    private readonly (decimal Bid, decimal Ask)[] _books;
    private Timestamp _stamp;

    public BinanceProtocol(IReadOnlyList<FeedSymbol> symbols, bool isSpot)
        : base(symbols)
    {
        _isSpot = isSpot;
        _lasts = new decimal[symbols.Count];
        _books = new (decimal, decimal)[symbols.Count];
    }

    public override void Begin(ProtocolOutput output)
    {
        _stamp = default;
        Array.Clear(_lasts);
        Array.Clear(_books);
        var names = Symbols.Symbols.Select(symbol => symbol.Name.ToLowerInvariant());
        var streams = names.SelectMany(name => _isSpot ? new[] { name + "@bookTicker", name + "@ticker" } : [name + "@bookTicker"]);
        var id = 1;
        foreach (var batch in Batches(streams.Select(Quoted), StreamsPerRequest))
        {
            output.Reply($$"""{"method":"SUBSCRIBE","params":[{{batch}}],"id":{{id++}}}""");
        }
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        ReadEvent(ref reader, output, isWrapped: false);
    }

    private void ReadEvent(ref MessageReader reader, ProtocolOutput output, bool isWrapped)
    {
        var (symbol, isTicker, isLeaving) = (-1, false, false);
        var (isBook, hasUpdate) = (false, false);
        var prices = default(QuotePrices);
        var (time, update) = (default(Timestamp), 0L);
        while (reader.NextName())
        {
            if (reader.Is("s"u8))
            {
                symbol = reader.Symbol(Symbols, FeedSymbolKind.Market);
                isBook = true;
            }
            else if (reader.Is("b"u8))
            {
                prices = prices with { Bid = reader.Number() };
            }
            else if (reader.Is("a"u8))
            {
                prices = prices with { Ask = reader.Number() };
            }
            else if (reader.Is("c"u8))
            {
                prices = prices with { Last = reader.Number() };
            }
            else if (reader.Is("u"u8))
            {
                (update, hasUpdate) = (reader.Whole(), true);
            }
            else if (reader.Is("E"u8))
            {
                time = reader.Time(perSecond: 1_000);
            }
            else if (reader.Is("e"u8))
            {
                isTicker = reader.ValueIs("24hrTicker"u8);
                isLeaving = reader.ValueIs("serverShutdown"u8);
            }
            else if (reader.Is("data"u8) && reader.IsObject && !isWrapped)
            {
                ReadEvent(ref reader, output, isWrapped: true);
            }
            else if (reader.Is("error"u8) && !reader.IsNull)
            {
                output.Notice(ProtocolNotice.Refused, Error(ref reader));
            }
            else if (reader.Is("msg"u8))
            {
                output.Notice(ProtocolNotice.Refused, reader.Text());
            }
            else
            {
                reader.Skip();
            }
        }

        if (isLeaving)
        {
            output.Notice(ProtocolNotice.Leaving, "serverShutdown");
        }
        else if (isBook)
        {
            Take(symbol, prices, time, isTicker ? 0 : update, isTicker, isTicker || hasUpdate, output);
        }
    }

    private void Take(int symbol, QuotePrices prices, Timestamp time, long update, bool isTicker, bool isKnown, ProtocolOutput output)
    {
        if (!isKnown)
        {
            return; // another stream than was asked for
        }

        if (time != default)
        {
            output.Stamped(time);
            _stamp = time > _stamp ? time : _stamp;
        }

        if (symbol < 0)
        {
            output.Quote(symbol, prices, _stamp);
            return;
        }

        ref var book = ref _books[symbol];
        if (isTicker)
        {
            _lasts[symbol] = prices.Last;
            book = book == default ? (prices.Bid, prices.Ask) : book;
        }
        else
        {
            book = (prices.Bid, prices.Ask);
        }

        output.Quote(symbol, new(book.Bid, book.Ask, _lasts[symbol]), time != default ? time : _stamp, update);
    }

    private static string Error(ref MessageReader reader)
    {
        if (!reader.IsObject)
        {
            var text = reader.Text();
            reader.Skip();
            return text;
        }

        var message = "";
        while (reader.NextName())
        {
            message = reader.Is("msg"u8) ? reader.Text() : message;
            reader.Skip();
        }

        return message;
    }
}
