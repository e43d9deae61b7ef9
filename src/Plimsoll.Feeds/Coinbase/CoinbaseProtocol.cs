using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Coinbase;

/// <summary>Coinbase Advanced Trade: <c>ticker</c>, with <c>heartbeats</c>, without which quiet subscriptions are closed.</summary>
/// <remarks>
/// All messages of a connection are numbered in one row; a number left out is a gap, a number that comes late is dropped.
/// Source: docs.cdp.coinbase.com, Advanced Trade WebSocket overview and channels.
/// </remarks>
internal sealed class CoinbaseProtocol(IReadOnlyList<FeedSymbol> symbols) : JsonProtocol(symbols)
{
    private const int ProductsPerRequest = 50;
    private long _latest = -1;

    public override void Begin(ProtocolOutput output)
    {
        _latest = -1;
        output.Reply("""{"type":"subscribe","channel":"heartbeats"}""");
        Subscribe("subscribe", output);
    }

    public override void Resubscribe(ProtocolOutput output)
    {
        Subscribe("unsubscribe", output);
        Subscribe("subscribe", output);
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (number, time, isError, message, isTicker) = (-1L, default(Timestamp), false, "", false);
        var events = default(MessageReader);
        while (reader.NextName())
        {
            if (reader.Is("channel"u8))
            {
                isTicker = reader.ValueIs("ticker"u8);
            }
            else if (reader.Is("timestamp"u8))
            {
                time = reader.WrittenTime();
            }
            else if (reader.Is("sequence_num"u8))
            {
                number = reader.Whole();
            }
            else if (reader.Is("type"u8))
            {
                isError = reader.ValueIs("error"u8);
            }
            else if (reader.Is("message"u8))
            {
                message = reader.Text();
            }
            else if (reader.Is("events"u8))
            {
                events = reader; // read when channel and number are known, wherever they stand
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        if (isError)
        {
            output.Notice(ProtocolNotice.Refused, message);
        }
        else if (IsNext(number, output) && isTicker)
        {
            ReadEvents(ref events, time, number, output);
        }

        if (time != default)
        {
            output.Stamped(time);
        }
    }

    private void ReadEvents(ref MessageReader reader, Timestamp time, long number, ProtocolOutput output)
    {
        reader.EnterArray();
        while (reader.NextElement())
        {
            reader.EnterObject();
            while (reader.NextName())
            {
                if (!reader.Is("tickers"u8))
                {
                    reader.Skip();
                    continue;
                }

                reader.EnterArray();
                while (reader.NextElement())
                {
                    ReadTicker(ref reader, time, number, output);
                }
            }
        }
    }

    private void ReadTicker(ref MessageReader reader, Timestamp time, long number, ProtocolOutput output)
    {
        reader.EnterObject();
        var (symbol, prices) = (-1, default(QuotePrices));
        while (reader.NextName())
        {
            if (reader.Is("product_id"u8))
            {
                symbol = reader.Symbol(Symbols, FeedSymbolKind.Market);
            }
            else if (reader.Is("price"u8))
            {
                prices = prices with { Last = reader.Number() };
            }
            else if (reader.Is("best_bid"u8))
            {
                prices = prices with { Bid = reader.Number() };
            }
            else if (reader.Is("best_ask"u8))
            {
                prices = prices with { Ask = reader.Number() };
            }
            else
            {
                reader.Skip();
            }
        }

        output.Quote(symbol, prices, time, number);
    }

    /// <summary>Whether this is the next message, or one after a gap; not one that comes late.</summary>
    private bool IsNext(long number, ProtocolOutput output)
    {
        if (number < 0 || number <= _latest)
        {
            return false;
        }

        if (_latest >= 0 && number != _latest + 1)
        {
            output.Notice(ProtocolNotice.Gap, $"message {number} after {_latest}");
        }

        _latest = number;
        return true;
    }

    private void Subscribe(string type, ProtocolOutput output)
    {
        foreach (var batch in Batches(Symbols.Symbols.Select(symbol => Quoted(symbol.Name)), ProductsPerRequest))
        {
            output.Reply($$"""{"type":"{{type}}","product_ids":[{{batch}}],"channel":"ticker"}""");
        }
    }
}
