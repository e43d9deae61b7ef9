using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Server.Tests.Api;

namespace Plimsoll.Server.Tests.Feeding;

/// <summary>A server whose one index has three local venues for its sources. Every wait is bounded.</summary>
internal sealed class FeedWorld : IAsyncDisposable
{
    public const string Index = "FEED/USD";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly List<LocalMarket> _markets;
    private readonly ServerWorld _world;

    private FeedWorld(List<LocalMarket> markets, ServerWorld world) => (_markets, _world) = (markets, world);

    /// <summary>The one that will not stay honest: the highest of the three, or the lowest, or the middle one.</summary>
    public LocalMarket this[string name] => _markets.First(market => market.Name == name);

    /// <summary>99.90 at Kraken, 100.00 at OKX, 100.20 at Bitstamp; a source is stale after a second, and returns after a tenth of one.</summary>
    /// <param name="clock">The server's clock; the machine's without one.</param>
    public static async Task<FeedWorld> OpenAsync(TimeProvider? clock = null)
    {
        List<LocalMarket> markets =
        [
            await LocalMarket.KrakenAsync(99.90m),
            await LocalMarket.OkxAsync(100.00m),
            await LocalMarket.BitstampAsync(100.20m),
        ];
        var world = await ServerWorld.StartAsync(
            new() { Feeds = [.. markets.Select(market => market.Feed)], Clock = clock ?? TimeProvider.System }
        );
        await world.Ok(
            HttpMethod.Post,
            "indices",
            $$$"""{"index":"{{{Index}}}","decimals":2,"sources":[{"source":"kraken"},{"source":"okx"},{"source":"bitstamp"}],"limits":{"stale_after":"1","return_after":"0.1"}}"""
        );
        return new(markets, world);
    }

    /// <summary>Waits until the index, as anybody sees it, is so.</summary>
    public Task<JsonNode> UntilAsync(Func<JsonNode, bool> isSo) => UntilAsync("indices/FEED%2FUSD", isSo);

    /// <summary>Waits until a source of the index has a state.</summary>
    public Task<JsonNode> UntilAsync(string source, string state) =>
        UntilAsync(index => index["sources"]!.AsArray().Any(each => (string)each!["source"]! == source && (string)each["state"]! == state));

    /// <summary>Waits until the feed of a venue is so.</summary>
    public async Task<JsonNode> FeedAsync(string venue, Func<JsonNode, bool> isSo) =>
        Of(await UntilAsync("feeds", answer => isSo(Of(answer, venue))), venue);

    /// <summary>Waits until what an operator is told of feeds is so.</summary>
    public async Task<IReadOnlyList<string>> WarningsAsync(Func<IReadOnlyList<string>, bool> isSo)
    {
        return Of(await UntilAsync("/health/ready", answer => isSo(Of(answer))));

        static IReadOnlyList<string> Of(JsonNode answer) =>
            [.. answer["warnings"]!.AsArray().Where(each => (string?)each!["part"] == "feeds").Select(each => (string)each!["reason"]!)];
    }

    /// <summary>The page of metrics.</summary>
    public Task<string> MetricsAsync() => _world.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>Every price that the index ever had.</summary>
    public async Task<IReadOnlyList<decimal>> PricesAsync()
    {
        var prices = new List<decimal>();
        string? after = null;
        do
        {
            var page = await _world.Ok(
                HttpMethod.Get,
                "events?types=index_price_changed&limit=1000" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after))
            );
            foreach (var row in page["items"]!.AsArray())
            {
                foreach (var each in row!["events"]!.AsArray().Where(each => (string?)each!["index"] == Index))
                    prices.Add(decimal.Parse((string)each!["price"]!, CultureInfo.InvariantCulture));
            }

            after = (string?)page["next"];
        } while (after is not null);

        return prices;
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        foreach (var market in _markets)
        {
            await market.DisposeAsync();
        }
    }

    private static JsonNode Of(JsonNode feeds, string venue) => feeds["items"]!.AsArray().First(each => (string)each!["venue"]! == venue)!;

    private async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            var answer = await _world.Ok(HttpMethod.Get, path);
            if (isSo(answer))
                return answer;

            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"waited in vain; {answer.ToJsonString()}");
            await timer.WaitForNextTickAsync();
        }
    }
}
