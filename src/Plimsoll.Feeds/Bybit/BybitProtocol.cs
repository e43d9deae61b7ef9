using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Bybit;

/// <summary>Bybit, public WebSocket v5: <c>orderbook.1</c> for books, <c>tickers</c> for indices and for options.</summary>
/// <remarks>
/// <para>
/// The best level is documented to come as snapshots alone and was recorded with deltas: both are read. A delta counts only after the update before
/// it; another is a gap. A ticker of a derivative leaves out what did not change, so what was said before is kept; a delta without a snapshot is a gap.
/// </para>
/// <para>Source: bybit-exchange.github.io/docs/v5, WebSocket, connect, orderbook, ticker.</para>
/// </remarks>
internal sealed class BybitProtocol : JsonProtocol
{
    private const int TopicsPerRequest = 10; // what spot allows
    private readonly bool _isOptions;
    private readonly State[] _states;

    public BybitProtocol(IReadOnlyList<FeedSymbol> symbols, bool isOptions)
        : base(symbols)
    {
        _isOptions = isOptions;
        _states = new State[symbols.Count];
    }

    public override string Ping => """{"op":"ping"}""";

    public override void Begin(ProtocolOutput output)
    {
        Array.Clear(_states);
        Send("subscribe", output);
    }

    public override void Resubscribe(ProtocolOutput output)
    {
        Send("unsubscribe", output);
        Begin(output);
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (symbol, isBook, isDelta, time, number) = (-1, false, false, default(Timestamp), 0L);
        var (hasData, isRefused, text, part) = (false, false, "", default(Part));
        while (reader.NextName())
        {
            if (reader.Is("topic"u8))
            {
                (symbol, isBook) = Topic(ref reader);
            }
            else if (reader.Is("type"u8))
            {
                isDelta = reader.ValueIs("delta"u8);
            }
            else if (reader.Is("ts"u8))
            {
                time = reader.Time(perSecond: 1_000);
            }
            else if (reader.Is("cs"u8))
            {
                number = reader.Whole();
            }
            else if (reader.Is("data"u8) && reader.IsObject)
            {
                hasData = true;
                ReadData(ref reader, ref part);
            }
            else if (reader.Is("success"u8))
            {
                isRefused = !reader.IsTrue;
            }
            else if (reader.Is("ret_msg"u8))
            {
                text = reader.Text();
            }
            else
            {
                reader.Skip();
            }
        }

        if (isRefused)
        {
            output.Notice(ProtocolNotice.Refused, text);
        }

        if (hasData)
        {
            output.Stamped(time);
            Take(symbol, isDelta, part, time, isBook ? part.Update : number, isBook, output);
        }
    }

    private void Take(int symbol, bool isDelta, in Part part, Timestamp time, long number, bool isBook, ProtocolOutput output)
    {
        if (symbol < 0)
        {
            output.Quote(symbol, part.Prices, time, number);
            return;
        }

        ref var state = ref _states[symbol];
        if (isDelta && (!state.HasSnapshot || (isBook && number != state.Number + 1)))
        {
            output.Notice(ProtocolNotice.Gap, $"{Symbols.Symbols[symbol].Name}: update {number} after {state.Number}");
            state = default;
            return;
        }

        state = new(HasSnapshot: true, number, isDelta ? part.Over(state.Prices) : part.Prices);

        // A service that restarts numbers from one: within a connection the stamps still say what is older.
        output.Quote(symbol, state.Prices, time);
    }

    private (int Symbol, bool IsBook) Topic(ref MessageReader reader) =>
        reader.ValueBegins("orderbook.1."u8) ? (reader.Symbol(Symbols, FeedSymbolKind.Market, "orderbook.1.".Length), true)
        : reader.ValueBegins("tickers."u8)
            ? (reader.Symbol(Symbols, _isOptions ? FeedSymbolKind.Market : FeedSymbolKind.Index, "tickers.".Length), false)
        : (-1, false);

    private void ReadData(ref MessageReader reader, ref Part part)
    {
        while (reader.NextName())
        {
            if (reader.Is("b"u8))
            {
                part.HasBid |= BestOf(ref reader, ref part.Prices, isBid: true);
            }
            else if (reader.Is("a"u8))
            {
                part.HasAsk |= BestOf(ref reader, ref part.Prices, isBid: false);
            }
            else if (reader.Is("u"u8))
            {
                part.Update = reader.Whole();
            }
            else if (reader.Is("indexPrice"u8) || reader.Is("usdIndexPrice"u8))
            {
                part.Prices = part.Prices with { Index = reader.Number() };
            }
            else if (reader.Is("markPrice"u8))
            {
                part.Prices = part.Prices with { Mark = reader.Number() };
            }
            else if (_isOptions && reader.Is("bidPrice"u8))
            {
                part.Prices = part.Prices with { Bid = reader.Number() };
            }
            else if (_isOptions && reader.Is("askPrice"u8))
            {
                part.Prices = part.Prices with { Ask = reader.Number() };
            }
            else if (_isOptions && reader.Is("lastPrice"u8))
            {
                part.Prices = part.Prices with { Last = reader.Number() };
            }
            else if (_isOptions && reader.Is("underlyingPrice"u8))
            {
                part.Prices = part.Prices with { Underlying = reader.Number() };
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The level that stands after a message: levels of size zero go, the other is the best there is. An empty list changes nothing.</summary>
    private static bool BestOf(ref MessageReader reader, ref QuotePrices prices, bool isBid)
    {
        reader.EnterArray();
        var (best, isAny) = (0m, false);
        while (reader.NextElement())
        {
            var (price, size) = TopOfBook.Level(ref reader);
            isAny = true;
            best = size == 0 ? best : price;
        }

        prices = isBid ? prices with { Bid = best } : prices with { Ask = best };
        return isAny;
    }

    private void Send(string operation, ProtocolOutput output)
    {
        var topics = Symbols.Symbols.Select(symbol =>
            Quoted((symbol.Kind is FeedSymbolKind.Index || _isOptions ? "tickers." : "orderbook.1.") + symbol.Name)
        );
        foreach (var batch in Batches(topics, TopicsPerRequest))
        {
            output.Reply($$"""{"op":"{{operation}}","args":[{{batch}}]}""");
        }
    }

    private record struct State(bool HasSnapshot, long Number, QuotePrices Prices);

    /// <summary>What one message says; what it leaves out stays as it was.</summary>
    private struct Part
    {
        public QuotePrices Prices;
        public bool HasBid;
        public bool HasAsk;
        public long Update;

        public readonly QuotePrices Over(in QuotePrices before) =>
            before with
            {
                Bid = HasBid ? Prices.Bid : before.Bid,
                Ask = HasAsk ? Prices.Ask : before.Ask,
                Index = Prices.Index != 0 ? Prices.Index : before.Index,
                Mark = Prices.Mark != 0 ? Prices.Mark : before.Mark,
            };
    }
}
