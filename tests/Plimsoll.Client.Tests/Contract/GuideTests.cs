using System.Text.RegularExpressions;
using Plimsoll.Client.Events;
using Plimsoll.Client.Tests.Worlds;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Client.Tests.Contract;

/// <summary>The guide's code, as it stands there: between marks, compiled and run.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public async Task The_code_of_the_guide_runs()
    {
        await using var venue = await TestVenue.StartAsync();
        var (address, key) = (venue.Address.ToString(), venue.EngineKey);
        var (order, tooLarge) = (TestVenue.Order("a"), TestVenue.Order("b", amount: 100_000));
        var orders = Enumerable.Range(0, 3).Select(_ => TestVenue.Order(Guid.NewGuid().ToString("N"))).ToList();
        var seen = 0;

        // <rest>
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var client = new PlimsollHttpClient(http, PlimsollKey.Bearer(key));

        var check = await client.Orders.CheckAsync(order);
        if (check.Accepted)
            await client.Orders.PlaceAsync(order);

        await foreach (var ticker in client.Tickers.ListAllAsync())
            Console.WriteLine($"{ticker.Instrument}: {ticker.MarkPrice}");
        // </rest>

        // <refusals>
        try
        {
            await client.Orders.PlaceAsync(tooLarge);
        }
        catch (PlimsollException refused) when (refused.Name == "insufficient_margin")
        {
            Console.WriteLine($"{refused.Code}: {refused.Problem.Detail} {refused.Advice}");
        }
        // </refusals>

        // <socket>
        await using var socket = await PlimsollSocket.ConnectAsync(new() { Address = new Uri(address), Key = PlimsollKey.Bearer(key) });

        // Many under way at once; they take their place in the order of the calls.
        var placing = orders.Select(each => socket.Orders.PlaceAsync(each)).ToList();
        var placed = await Task.WhenAll(placing);
        // </socket>

        // <events>
        await using var account = await socket.SubscribeAsync(VenueChannels.Account("alice"));
        await foreach (var message in account.ReadAllAsync())
        {
            switch (message)
            {
                case ChannelSnapshot<AccountState> snapshot: // at the beginning, and after what the server keeps no more (IsRestart)
                    Console.WriteLine($"equity {snapshot.State.Margin.Equity}");
                    break;
                case ChannelEvents<AccountState> record:
                    foreach (var closed in record.Events.OfType<OrderClosedEvent>())
                        Console.WriteLine($"order {closed.OrderId}: {closed.Reason}");
                    break;
                case ChannelMargin<AccountState> moved:
                    Console.WriteLine($"ratio {moved.Margin.MarginRatio}");
                    break;
            }

            if (isEnough(message))
                break;
        }
        // </events>

        Assert.Equal(3, placed.Length);
        Assert.Equal(1, seen);

        bool isEnough(ChannelMessage<AccountState> message) => ++seen > 0 && message.Sequence > 0;
    }

    [Fact]
    public void What_the_guide_shows_is_what_is_run()
    {
        var guide = File.ReadAllText(RepositoryFiles.PathOf("docs", "guide", "client.md"));
        var code = File.ReadAllText(RepositoryFiles.PathOf("tests", "Plimsoll.Client.Tests", "Contract", "GuideTests.cs"));

        var shown = Shown.Matches(guide).ToDictionary(each => each.Groups["name"].Value, each => each.Groups["code"].Value.Trim());

        Assert.Equal(4, shown.Count);
        Assert.Equal(shown.Count, guide.Split("```csharp").Length - 1);
        foreach (var (name, text) in shown)
        {
            var begin = code.IndexOf($"// <{name}>", StringComparison.Ordinal);
            var run = code[(begin + name.Length + 5)..code.IndexOf($"// </{name}>", StringComparison.Ordinal)];
            Assert.Equal(text, run.Trim().Replace("\n        ", "\n", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(
        "<!-- guide:(?<name>[a-z]+) -->\n```csharp\n(?<code>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Shown { get; }
}
