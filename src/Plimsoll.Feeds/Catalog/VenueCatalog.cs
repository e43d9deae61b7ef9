using Plimsoll.Feeds.Binance;
using Plimsoll.Feeds.Bitstamp;
using Plimsoll.Feeds.Bybit;
using Plimsoll.Feeds.Chainlink;
using Plimsoll.Feeds.Coinbase;
using Plimsoll.Feeds.Deribit;
using Plimsoll.Feeds.Hyperliquid;
using Plimsoll.Feeds.Kraken;
using Plimsoll.Feeds.Okx;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Pyth;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Catalog;

/// <summary>The venues and oracles that can be listened to, with their public endpoints as their documentation gives them. All of it can be overridden in a <see cref="FeedSource"/>.</summary>
public static class VenueCatalog
{
    private const string PythBitcoin = "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43";
    private const string ChainlinkBitcoin = "0xF4030086522a5bEEa4988F8cA5B36dbC97BeE88c"; // BTC / USD on Ethereum, docs.chain.link, price feed addresses
    private const string Bitcoin = "BTC-USD";

    private static readonly FeedLimits Usual = new();

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<VenueEntry> All { get; } =
    [
        Venue(
            "binance",
            "wss://data-stream.binance.vision/ws",
            ["BTCUSDT"],
            "developers.binance.com, spot, WebSocket streams",
            (source, _) => new BinanceProtocol(source.Symbols, isSpot: true)
        ) with
        {
            Note = "In some countries the venue refuses connections (HTTP 451); its market data host is used, which needs no account.",
        },
        Venue(
            "binance-usdm",
            "wss://fstream.binance.com/public/ws",
            ["BTCUSDT"],
            "developers.binance.com, USDⓈ-M futures, WebSocket streams",
            (source, _) => new BinanceProtocol(source.Symbols, isSpot: false)
        ) with
        {
            Note = "In some countries the venue refuses connections (HTTP 451).",
        },
        Venue(
            "coinbase",
            "wss://advanced-trade-ws.coinbase.com",
            ["BTC-USD"],
            "docs.cdp.coinbase.com, Advanced Trade WebSocket",
            (source, _) => new CoinbaseProtocol(source.Symbols)
        ),
        Venue(
            "kraken",
            "wss://ws.kraken.com/v2",
            ["BTC/USD"],
            "docs.kraken.com, Spot WebSocket v2",
            (source, _) => new KrakenProtocol(source.Symbols)
        ),
        Venue(
            "okx",
            "wss://ws.okx.com:8443/ws/v5/public",
            ["BTC-USDT"],
            "okx.com/docs-v5, WebSocket",
            (source, _) => new OkxProtocol(source.Symbols)
        ) with
        {
            Limits = Usual with { SilenceMax = TimeSpan.FromSeconds(45), PingEvery = TimeSpan.FromSeconds(20) },
        },
        Bybit("bybit", "spot", "BTCUSDT"),
        Bybit("bybit-linear", "linear", "BTCUSDT"),
        Bybit("bybit-inverse", "inverse", "BTCUSD"),
        Bybit("bybit-option", "option"),
        Venue(
            "bitstamp",
            "wss://ws.bitstamp.net",
            ["btcusd"],
            "bitstamp.net/websocket/v2",
            (source, _) => new BitstampProtocol(source.Symbols)
        ),
        Venue(
            "deribit",
            "wss://www.deribit.com/ws/api/v2",
            ["BTC-PERPETUAL"],
            "docs.deribit.com",
            (source, _) => new DeribitProtocol(source.Symbols)
        ) with
        {
            Example = [new("BTC-PERPETUAL", Group: Bitcoin), new("btc_usd", FeedSymbolKind.Index, Group: Bitcoin)],
            Limits = Usual with { SilenceMax = TimeSpan.FromSeconds(25) },
        },
        Venue(
            "hyperliquid",
            "wss://api.hyperliquid.xyz/ws",
            ["BTC"],
            "hyperliquid.gitbook.io, WebSocket",
            (source, _) => new HyperliquidProtocol(source.Symbols)
        ) with
        {
            Limits = Usual with { SilenceMax = TimeSpan.FromSeconds(45), PingEvery = TimeSpan.FromSeconds(20) },
        },
        Venue("pyth", "https://hermes.pyth.network", [], "docs.pyth.network, Hermes", (source, _) => new PythProtocol(source.Symbols)) with
        {
            Transport = FeedTransport.EventStream,
            Example = [new(PythBitcoin, FeedSymbolKind.Index, "BTC/USD", Bitcoin)],
            Limits = Usual with { FutureMax = Duration.FromSeconds(2) },
            Note = "The public instance is limited by address; providers of Hermes ask for an access token.",
        },
        Venue("chainlink", "https://ethereum-rpc.publicnode.com", [], "docs.chain.link, data feeds", Chainlink) with
        {
            Transport = FeedTransport.JsonRpc,
            Endpoints = [new("https://ethereum-rpc.publicnode.com"), new("https://eth.drpc.org"), new("https://1rpc.io/eth")],
            Example = [new(ChainlinkBitcoin, FeedSymbolKind.Index, "BTC/USD", Bitcoin)],
            Limits = Usual with
            {
                AgeMax = Duration.FromMinutes(70), // the aggregator speaks at least once an hour
                SilenceMax = TimeSpan.FromSeconds(60),
                NoQuoteMax = TimeSpan.FromMinutes(5),
            },
            Note = "Public providers come and go: name your own, three or more.",
        },
    ];

    /// <summary>The venue of that name, or null.</summary>
    public static VenueEntry? Find(string name) => All.FirstOrDefault(venue => venue.Name == name);

    /// <summary>The protocol of a source.</summary>
    /// <exception cref="ArgumentException">The venue is not known, or the source has no markets.</exception>
    public static IFeedProtocol Protocol(FeedSource source)
    {
        var venue = EntryOf(source);
        return source.Symbols.Count > 0
            ? venue.Protocol(source, source.Limits ?? venue.Limits)
            : throw new ArgumentException($"{source.Name}: no markets to listen to", nameof(source));
    }

    /// <summary>The source with everything filled in that it leaves to its venue.</summary>
    /// <exception cref="ArgumentException">The venue is not known.</exception>
    public static FeedSource Complete(FeedSource source)
    {
        var venue = EntryOf(source);
        return source with
        {
            Endpoints = source.Endpoints.Count > 0 ? source.Endpoints : venue.Endpoints,
            Limits = source.Limits ?? venue.Limits,
        };
    }

    private static VenueEntry EntryOf(FeedSource source) =>
        Find(source.Venue)
        ?? throw new ArgumentException(
            $"{source.Name}: no venue is called \"{source.Venue}\"; there are {string.Join(", ", All.Select(one => one.Name))}",
            nameof(source)
        );

    private static VenueEntry Bybit(string name, string category, params string[] markets) =>
        Venue(
            name,
            "wss://stream.bybit.com/v5/public/" + category,
            markets,
            "bybit-exchange.github.io/docs/v5, WebSocket",
            (source, _) => new BybitProtocol(source.Symbols, isOptions: category == "option")
        ) with
        {
            Limits = Usual with { PingEvery = TimeSpan.FromSeconds(20), SilenceMax = TimeSpan.FromSeconds(45) },
        };

    private static ChainlinkProtocol Chainlink(FeedSource source, FeedLimits limits) =>
        new(source.Symbols, source.Endpoints.Count > 0 ? source.Endpoints.Count : Find("chainlink")!.Endpoints.Count, limits.BlockAgeMax);

    private static VenueEntry Venue(
        string name,
        string endpoint,
        IReadOnlyList<string> markets,
        string documentation,
        Func<FeedSource, FeedLimits, IFeedProtocol> protocol
    ) =>
        new(
            name,
            FeedTransport.WebSocket,
            [new(endpoint)],
            [.. markets.Select(market => new FeedSymbol(market, Group: Bitcoin))],
            Usual,
            documentation,
            Note: null
        )
        {
            Protocol = protocol,
        };
}
