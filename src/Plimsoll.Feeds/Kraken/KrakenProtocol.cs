using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Kraken;

/// <summary>Kraken spot, WebSocket v2: <c>ticker</c>, sent at each change of the best prices. Prices are JSON numbers and read digit by digit.</summary>
/// <remarks>
/// The ticker is whole in each message, so the checksum of Kraken's book is not needed. A heartbeat comes every second when nothing else does.
/// Source: docs.kraken.com, Spot WebSocket v2, ticker, status, heartbeat, ping.
/// </remarks>
internal sealed class KrakenProtocol(IReadOnlyList<FeedSymbol> symbols) : JsonProtocol(symbols)
{
    private const int SymbolsPerRequest = 100;

    public override string Ping => """{"method":"ping"}""";

    public override void Begin(ProtocolOutput output)
    {
        foreach (var batch in Batches(Symbols.Symbols.Select(symbol => Quoted(symbol.Name)), SymbolsPerRequest))
        {
            output.Reply(
                $$$"""{"method":"subscribe","params":{"channel":"ticker","symbol":[{{{batch}}}],"event_trigger":"bbo","snapshot":true}}"""
            );
        }
    }

    private protected override void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output)
    {
        reader.EnterObject();
        var (isTicker, isStatus, isRefused, error) = (false, false, false, "");
        var data = default(MessageReader);
        while (reader.NextName())
        {
            if (reader.Is("channel"u8))
            {
                isTicker = reader.ValueIs("ticker"u8);
                isStatus = reader.ValueIs("status"u8);
            }
            else if (reader.Is("data"u8))
            {
                data = reader; // read when the channel is known, wherever it stands
                reader.Skip();
            }
            else if (reader.Is("success"u8))
            {
                isRefused = !reader.IsTrue;
            }
            else if (reader.Is("error"u8))
            {
                error = reader.Text();
            }
            else if (reader.Is("time_out"u8))
            {
                output.Stamped(reader.WrittenTime());
            }
            else
            {
                reader.Skip();
            }
        }

        if (isRefused)
        {
            output.Notice(ProtocolNotice.Refused, error);
        }
        else if (isTicker || isStatus)
        {
            data.EnterArray();
            while (data.NextElement())
            {
                ReadItem(ref data, isTicker, output);
            }
        }
    }

    private void ReadItem(ref MessageReader reader, bool isTicker, ProtocolOutput output)
    {
        reader.EnterObject();
        var (symbol, prices, time) = (-1, default(QuotePrices), default(Timestamp));
        while (reader.NextName())
        {
            if (reader.Is("symbol"u8))
            {
                symbol = reader.Symbol(Symbols, FeedSymbolKind.Market);
            }
            else if (reader.Is("bid"u8))
            {
                prices = prices with { Bid = reader.Number() };
            }
            else if (reader.Is("ask"u8))
            {
                prices = prices with { Ask = reader.Number() };
            }
            else if (reader.Is("last"u8))
            {
                prices = prices with { Last = reader.Number() };
            }
            else if (reader.Is("timestamp"u8))
            {
                time = reader.WrittenTime();
            }
            else if (reader.Is("system"u8) && !isTicker && !reader.ValueIs("online"u8))
            {
                output.Notice(ProtocolNotice.VenueDown, reader.Text());
            }
            else
            {
                reader.Skip();
            }
        }

        if (isTicker)
        {
            output.Quote(symbol, prices, time);
            output.Stamped(time);
        }
    }
}
