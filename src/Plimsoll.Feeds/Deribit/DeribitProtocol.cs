using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Deribit;

/// <summary>Deribit, JSON-RPC over WebSocket: <c>ticker</c> for perpetuals, futures and options, <c>deribit_price_index</c> for indices.</summary>
/// <remarks>
/// An option's prices are in the coin for inverse options, in dollars for linear ones, as the venue gives them. The venue asks for a sign of life and
/// closes the connection of who does not answer. Channels that do not exist are left out of the answer without a word, so the answer is counted.
/// Source: docs.deribit.com, ticker, deribit_price_index, public/set_heartbeat, public/subscribe.
/// </remarks>
internal sealed class DeribitProtocol(IReadOnlyList<FeedSymbol> symbols) : JsonProtocol(symbols)
{
    private const int ChannelsPerRequest = 200;
    private const int HeartbeatId = 1;
    private const int TestId = 2;
    private const int FirstSubscriptionId = 10;
    private const int HeartbeatSeconds = 10; // the least that the venue allows

    public override void Begin(ProtocolOutput output)
    {
        output.Reply(Request(HeartbeatId, "public/set_heartbeat", $$"""{"interval":{{HeartbeatSeconds}}}"""));
        var id = FirstSubscriptionId;
        foreach (var batch in Batches(Symbols.Symbols.Select(symbol => Quoted(Channel(symbol))), ChannelsPerRequest))
        {
            output.Reply(Request(id++, "public/subscribe", $$"""{"channels":[{{batch}}]}"""));
        }
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (id, results) = (0L, -1);
        while (reader.NextName())
        {
            if (reader.Is("params"u8))
            {
                ReadParameters(ref reader, output);
            }
            else if (reader.Is("id"u8))
            {
                id = reader.Whole();
            }
            else if (reader.Is("result"u8) && reader.IsArray)
            {
                results = Count(ref reader);
            }
            else if (reader.Is("error"u8))
            {
                output.Notice(ProtocolNotice.Refused, Error(ref reader));
            }
            else if (reader.Is("usOut"u8))
            {
                output.Stamped(reader.Time(perSecond: 1_000_000));
            }
            else
            {
                reader.Skip();
            }
        }

        if (id >= FirstSubscriptionId && results >= 0)
        {
            var asked = Math.Clamp(Symbols.Symbols.Count - ((id - FirstSubscriptionId) * ChannelsPerRequest), 0, ChannelsPerRequest);
            if (results < asked)
            {
                output.Notice(ProtocolNotice.Refused, $"{asked - results} of {asked} channels do not exist");
            }
        }
    }

    private void ReadParameters(ref MessageReader reader, ProtocolOutput output)
    {
        reader.EnterObject();
        var isIndex = false;
        var data = default(MessageReader);
        while (reader.NextName())
        {
            if (reader.Is("type"u8) && reader.ValueIs("test_request"u8))
            {
                output.Reply(Request(TestId, "public/test", "{}"));
            }
            else if (reader.Is("channel"u8))
            {
                isIndex = reader.ValueBegins("deribit_price_index."u8);
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

        if (data.IsObject)
        {
            ReadData(ref data, isIndex, output);
        }
    }

    private void ReadData(ref MessageReader reader, bool isIndex, ProtocolOutput output)
    {
        var (symbol, prices, time, isOpen) = (-1, default(QuotePrices), default(Timestamp), true);
        while (reader.NextName())
        {
            if (reader.Is("instrument_name"u8))
            {
                symbol = reader.Symbol(Symbols, FeedSymbolKind.Market);
            }
            else if (reader.Is("index_name"u8) && isIndex)
            {
                symbol = reader.Symbol(Symbols, FeedSymbolKind.Index);
            }
            else if (reader.Is("timestamp"u8))
            {
                time = reader.Time(perSecond: 1_000);
            }
            else if (reader.Is("state"u8))
            {
                isOpen = reader.ValueIs("open"u8);
            }
            else if (!TryPrice(ref reader, isIndex, ref prices))
            {
                reader.Skip();
            }
        }

        output.Stamped(time);
        if (isOpen)
        {
            output.Quote(symbol, prices, time);
        }
    }

    private static bool TryPrice(ref MessageReader reader, bool isIndex, ref QuotePrices prices)
    {
        if (reader.Is("best_bid_price"u8))
        {
            prices = prices with { Bid = reader.Number() };
        }
        else if (reader.Is("best_ask_price"u8))
        {
            prices = prices with { Ask = reader.Number() };
        }
        else if (reader.Is("last_price"u8))
        {
            prices = prices with { Last = reader.Number() };
        }
        else if (reader.Is("mark_price"u8))
        {
            prices = prices with { Mark = reader.Number() };
        }
        else if (reader.Is("underlying_price"u8))
        {
            prices = prices with { Underlying = reader.Number() };
        }
        else if (isIndex ? reader.Is("price"u8) : reader.Is("index_price"u8))
        {
            prices = prices with { Index = reader.Number() };
        }
        else
        {
            return false;
        }

        return true;
    }

    private static int Count(ref MessageReader reader)
    {
        var count = 0;
        while (reader.NextElement())
        {
            reader.Skip();
            count++;
        }

        return count;
    }

    private static string Error(ref MessageReader reader)
    {
        reader.EnterObject();
        var text = "";
        while (reader.NextName())
        {
            text = reader.Is("message"u8) ? reader.Text() : text;
            reader.Skip();
        }

        return text;
    }

    private static string Channel(FeedSymbol symbol) =>
        symbol.Kind is FeedSymbolKind.Index ? $"deribit_price_index.{symbol.Name}" : $"ticker.{symbol.Name}.100ms";

    private static string Request(int id, string method, string parameters) =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""";
}
