using System.Globalization;
using Plimsoll.Feeds.Tests.Venues;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Tests.Feeding;

/// <summary>A venue on this machine that speaks another's messages over real sockets, and can be told to lie, to die or to babble.</summary>
internal sealed class LocalMarket : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private static readonly string[] Nonsense =
    [
        "{",
        "[]",
        "null",
        "\"\u0000\"",
        """{"channel":"ticker","data":[{"bid":1e999}]}""",
        "<html>",
    ];

    private readonly Func<decimal, DateTimeOffset, string> _message;
    private readonly decimal _price;
    private FakeVenue _venue = null!;
    private volatile Mood _mood;
    private int _said;

    private LocalMarket(string name, string symbol, decimal price, Func<decimal, DateTimeOffset, string> message) =>
        (Name, Symbol, _price, _message) = (name, symbol, price, message);

    public string Name { get; }

    public string Symbol { get; }

    /// <summary>As the server's settings name it.</summary>
    public FeedSettings Feed => new(Name, [Symbol], FeedWorld.Index, Name, _venue.WebSocket);

    /// <summary>docs.kraken.com, WebSocket v2, ticker.</summary>
    public static Task<LocalMarket> KrakenAsync(decimal price) =>
        OpenAsync(
            new(
                "kraken",
                "BTC/USD",
                price,
                static (bid, at) =>
                    $$"""{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":{{Text(bid)}},"bid_qty":1,"ask":{{Text(
                        bid
                    )}},"ask_qty":1,"timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}}"}]}"""
            )
        );

    /// <summary>www.okx.com/docs-v5, order book channel, bbo-tbt.</summary>
    public static Task<LocalMarket> OkxAsync(decimal price) =>
        OpenAsync(
            new(
                "okx",
                "BTC-USD",
                price,
                static (bid, at) =>
                    $$"""{"arg":{"channel":"bbo-tbt","instId":"BTC-USD"},"data":[{"asks":[["{{Text(bid)}}","1","0","1"]],"bids":[["{{Text(
                        bid
                    )}}","1","0","1"]],"ts":"{{at.ToUnixTimeMilliseconds()}}","seqId":{{at.ToUnixTimeMilliseconds()}}}]}"""
            )
        );

    /// <summary>www.bitstamp.net/websocket/v2, live order book.</summary>
    public static Task<LocalMarket> BitstampAsync(decimal price) =>
        OpenAsync(
            new(
                "bitstamp",
                "btcusd",
                price,
                static (bid, at) =>
                    $$"""{"data":{"timestamp":"{{at.ToUnixTimeSeconds()}}","microtimestamp":"{{at.ToUnixTimeMilliseconds()}}000","bids":[["{{Text(
                        bid
                    )}}","1"]],"asks":[["{{Text(bid)}}","1"]]},"channel":"order_book_btcusd","event":"data"}"""
            )
        );

    /// <summary>From now on it behaves so.</summary>
    public void Be(Mood mood) => _mood = mood;

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    private static async Task<LocalMarket> OpenAsync(LocalMarket market)
    {
        market._venue = await FakeVenue.TalkAsync((talk, _) => market.TalkAsync(talk));
        return market;
    }

    private async Task TalkAsync(FakeTalk talk)
    {
        using var timer = new PeriodicTimer(Pace);
        while (await timer.WaitForNextTickAsync(talk.Gone))
        {
            switch (_mood)
            {
                case Mood.Honest or Mood.Lying or Mood.Boundless:
                    await talk.SayAsync(_message(Told(_mood), TimeProvider.System.GetUtcNow()));
                    break;
                case Mood.Babbling:
                    await talk.SayAsync(Nonsense[_said++ % Nonsense.Length]);
                    break;
                case Mood.Gone:
                    talk.Cut();
                    return;
            }
        }
    }

    private decimal Told(Mood mood) =>
        mood switch
        {
            Mood.Lying => _price * 1.3m,
            Mood.Boundless => 100_000_000_000_000m,
            _ => _price,
        };

    private static string Text(decimal number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
