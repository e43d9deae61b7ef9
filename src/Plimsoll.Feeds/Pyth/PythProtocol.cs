using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Pyth;

/// <summary>Pyth through Hermes: the event stream of price updates, or the WebSocket when the endpoint is one.</summary>
/// <remarks>
/// Price and confidence are whole numbers times ten to the exponent. The stamp is in whole seconds. The signed update is not checked: whoever
/// serves the stream is believed, which is why an oracle is one source among several.
/// Source: github.com/pyth-network/pyth-crosschain, apps/hermes/server (sse.rs, ws.rs, types.rs); docs.pyth.network, fetch price updates.
/// </remarks>
internal sealed class PythProtocol(IReadOnlyList<FeedSymbol> symbols) : JsonProtocol([.. symbols.Select(Plain)])
{
    private bool _isWebSocket;

    public override Uri Address(Uri endpoint)
    {
        _isWebSocket = endpoint.Scheme is "ws" or "wss";
        if (_isWebSocket)
        {
            return endpoint;
        }

        var ids = string.Concat(Symbols.Symbols.Select(symbol => "&ids[]=" + Uri.EscapeDataString(symbol.Name)));
        return new(endpoint.AbsoluteUri.TrimEnd('/') + "/v2/updates/price/stream?parsed=true&encoding=hex" + ids);
    }

    public override void Begin(ProtocolOutput output)
    {
        if (_isWebSocket)
        {
            output.Reply($$"""{"type":"subscribe","ids":[{{Quoted(FeedSymbolKind.Index, name => name)}}]}""");
        }
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (isRefused, text) = (false, "");
        while (reader.NextName())
        {
            if (reader.Is("parsed"u8) && reader.IsArray)
            {
                while (reader.NextElement())
                {
                    ReadFeed(ref reader, output);
                }
            }
            else if (reader.Is("price_feed"u8))
            {
                ReadFeed(ref reader, output);
            }
            else if (reader.Is("status"u8))
            {
                isRefused = reader.ValueIs("error"u8);
            }
            else if (reader.Is("error"u8))
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
    }

    private void ReadFeed(ref MessageReader reader, ProtocolOutput output)
    {
        reader.EnterObject();
        var (symbol, prices, time, slot) = (-1, default(QuotePrices), default(Timestamp), 0L);
        while (reader.NextName())
        {
            if (reader.Is("id"u8))
            {
                symbol = reader.Symbol(Symbols, FeedSymbolKind.Index);
            }
            else if (reader.Is("price"u8))
            {
                (prices, time) = ReadPrice(ref reader);
            }
            else if (reader.Is("metadata"u8) && reader.IsObject)
            {
                while (reader.NextName())
                {
                    if (reader.Is("slot"u8))
                    {
                        slot = reader.Whole();
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }

        output.Quote(symbol, prices, time, slot);
        output.Stamped(time);
    }

    private static (QuotePrices Prices, Timestamp Time) ReadPrice(ref MessageReader reader)
    {
        reader.EnterObject();
        var (price, confidence, exponent, time) = (0m, 0m, 0L, default(Timestamp));
        while (reader.NextName())
        {
            if (reader.Is("price"u8))
            {
                price = reader.Number();
            }
            else if (reader.Is("conf"u8))
            {
                confidence = reader.Number();
            }
            else if (reader.Is("expo"u8))
            {
                exponent = reader.Whole();
            }
            else if (reader.Is("publish_time"u8))
            {
                time = reader.Time(perSecond: 1);
            }
            else
            {
                reader.Skip();
            }
        }

        return (new(0, 0, Index: Scaled(price, exponent), Confidence: Scaled(confidence, exponent)), time);
    }

    private static decimal Scaled(decimal whole, long exponent)
    {
        if (whole != decimal.Truncate(whole) || exponent is < -28 or > 12)
        {
            throw new MalformedMessageException($"expected a whole number and an exponent from -28 to 12, found {whole} and {exponent}");
        }

        if (exponent > 0)
        {
            for (; exponent > 0; exponent--)
            {
                whole *= 10;
            }

            return whole;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits(decimal.Truncate(whole), bits);
        return new(bits[0], bits[1], bits[2], whole < 0, (byte)-exponent);
    }

    /// <summary>Ids come without their prefix and in small letters, however they were asked for.</summary>
    private static FeedSymbol Plain(FeedSymbol symbol)
    {
        var id = symbol.Name.ToLowerInvariant();
        return symbol with
        {
            Name = id.StartsWith("0x", StringComparison.Ordinal) ? id[2..] : id,
            Kind = FeedSymbolKind.Index,
            Label = symbol.Shown,
        };
    }
}
