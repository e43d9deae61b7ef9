using System.Globalization;
using Plimsoll.Client.Events;
using Plimsoll.Client.Tests.Worlds;

namespace Plimsoll.Client.Tests.Sockets;

/// <summary>What is told, over cuts, restarts and slow readers: nothing is missing and nothing comes twice.</summary>
public sealed class SubscriptionTests
{
    private const string Subscribed = """{"channels":[]}""";

    [Fact, Trait("Criterion", "CLIENT-030")]
    public async Task It_begins_with_the_state_and_goes_on_with_events_and_margin()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.EngineKey);
        await using var subscription = await socket.SubscribeAsync(VenueChannels.Account("alice"), cancellation: TestVenue.Soon);
        await using var reader = subscription.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();

        var state = Assert.IsType<ChannelSnapshot<AccountState>>(await NextAsync(reader));
        await socket.Orders.PlaceAsync(TestVenue.Order("mine", amount: 5));
        var events = Assert.IsType<ChannelEvents<AccountState>>(await NextAsync(reader));
        var margin = Assert.IsType<ChannelMargin<AccountState>>(await NextAsync(reader));

        Assert.False(state.IsRestart);
        Assert.Equal(100_000, state.State.Margin.Equity);
        var placed = Assert.IsType<OrderPlacedEvent>(Assert.Single(events.Events, each => each is OrderPlacedEvent));
        Assert.Equal(("mine", (ExactDecimal)5, Side.Buy), (placed.ClientOrderId, placed.Amount, placed.Side));
        Assert.Equal(50, margin.Margin.InitialMargin);
    }

    [Fact, Trait("Criterion", "CLIENT-030")]
    public async Task Every_channel_has_its_state()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.AdminKey);

        Assert.True((await StateOf(VenueChannels.EveryAccount)).Accounts >= 2);
        Assert.Equal("PERP", (await StateOf(VenueChannels.Market("PERP"))).Instrument);
        Assert.Equal(3, (await StateOf(VenueChannels.Index("BTC/USD"))).Sources.Count);
        Assert.Equal(0, (await StateOf(VenueChannels.Liquidations)).InLiquidation);
        Assert.NotEmpty((await StateOf(VenueChannels.Funds)).Funds);
        Assert.False((await StateOf(VenueChannels.Risk)).IsPaused);
        Assert.NotEmpty((await StateOf(VenueChannels.Events)).EventHash);

        async Task<T> StateOf<T>(ChannelName<T> channel)
        {
            await using var subscription = await socket.SubscribeAsync(channel, cancellation: TestVenue.Soon);
            await using var reader = subscription.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();
            return ((ChannelSnapshot<T>)await NextAsync(reader)).State;
        }
    }

    [Fact, Trait("Criterion", "CLIENT-031")]
    public async Task Over_cuts_and_restarts_nothing_is_missing_and_nothing_comes_twice()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.AdminKey);
        await using var subscription = await socket.SubscribeAsync(VenueChannels.Events, from: 1, cancellation: TestVenue.Soon);
        List<long> seen = [];
        var last = 0L;

        for (var round = 0; round < 6; round++)
        {
            if (round == 3)
            {
                await venue.StopAsync();
                await venue.RestartAsync();
            }

            for (var i = 0; i < 20; i++)
            {
                var label = string.Create(CultureInfo.InvariantCulture, $"{round}-{i}");
                last = (await venue.Engine.Orders.PlaceAsync(TestVenue.Order(label, price: 1))).Sequence;
                if (i % 7 == 3)
                    venue.Proxy.Cut();
            }
        }

        await foreach (var message in subscription.ReadAllAsync(TestVenue.Soon))
        {
            var events = Assert.IsType<ChannelEvents<EventsState>>(message);
            Assert.DoesNotContain(events.Events, each => each is UnknownEvent);
            Assert.NotNull(events.Head);
            seen.Add(message.Sequence);
            if (message.Sequence == last)
                break;
        }

        Assert.Equal(Enumerable.Range(1, (int)last).Select(each => (long)each), seen);
        Assert.True(socket.Status.Connections > 3, $"{socket.Status.Connections}");
    }

    [Fact, Trait("Criterion", "CLIENT-032")]
    public async Task What_is_not_kept_any_more_is_told_as_a_restart()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        var subscribing = socket.SubscribeAsync(VenueChannels.EveryAccount);
        Assert.Null((await connection.AnswerAsync(Subscribed))["params"]!["from"]);
        await connection.SendAsync(Snapshot(7, 1));
        await using var subscription = await subscribing;
        await using var reader = subscription.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();
        var first = await NextAsync(reader);

        connection.End();
        var anew = await server.NextAsync();
        Assert.Equal(8, (long)(await anew.RefuseAsync(1015, "gone"))["params"]!["from"]!);
        Assert.Null((await anew.AnswerAsync(Subscribed))["params"]!["from"]);
        await anew.SendAsync(Snapshot(90, 2));
        var second = await NextAsync(reader);

        Assert.False(Assert.IsType<ChannelSnapshot<EveryAccountState>>(first).IsRestart);
        Assert.True(Assert.IsType<ChannelSnapshot<EveryAccountState>>(second).IsRestart);
        Assert.Equal((7, 90), (first.Sequence, second.Sequence));
    }

    [Fact, Trait("Criterion", "CLIENT-032")]
    public async Task A_channel_that_the_server_cannot_go_on_with_begins_anew()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        var subscribing = socket.SubscribeAsync(VenueChannels.EveryAccount, from: 5);
        await connection.AnswerAsync(Subscribed);
        await using var subscription = await subscribing;
        await using var reader = subscription.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();

        await connection.SendAsync(Ended("gone", 1015));
        Assert.Null((await connection.AnswerAsync(Subscribed))["params"]!["from"]);
        await connection.SendAsync(Snapshot(90, 2));

        Assert.True(Assert.IsType<ChannelSnapshot<EveryAccountState>>(await NextAsync(reader)).IsRestart);
    }

    [Fact, Trait("Criterion", "CLIENT-031")]
    public async Task What_comes_twice_is_dropped_and_what_is_missing_is_asked_for()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        var subscribing = socket.SubscribeAsync(VenueChannels.EveryAccount, from: 5);
        await connection.AnswerAsync(Subscribed);
        await using var subscription = await subscribing;
        await using var reader = subscription.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();

        await connection.SendAsync(Event(6, 4));
        await connection.SendAsync(Event(6, 4));
        await connection.SendAsync(Event(9, 8));
        var asked = await connection.AnswerAsync(Subscribed);
        await connection.SendAsync(Event(8, 6));
        await connection.SendAsync(Event(9, 8));

        Assert.Equal(7, (long)asked["params"]!["from"]!);
        Assert.Equal(
            (IEnumerable<long>)[6, 8, 9],
            [(await NextAsync(reader)).Sequence, (await NextAsync(reader)).Sequence, (await NextAsync(reader)).Sequence]
        );
    }

    [Fact, Trait("Criterion", "CLIENT-035")]
    public async Task A_quiet_channel_goes_on_where_the_heartbeat_said_and_not_where_something_last_happened()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        var subscribing = socket.SubscribeAsync(VenueChannels.EveryAccount, from: 5);
        await connection.SendAsync(Heartbeat(700));
        await connection.AnswerAsync(Subscribed);
        await using var subscription = await subscribing;
        await using var reader = subscription.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();

        await connection.SendAsync(Event(6, 4));
        await connection.SendAsync(Heartbeat(90));
        await connection.SendAsync(Heartbeat(80));
        await connection.SendAsync(Event(95, 6));
        var seen = ((await NextAsync(reader)).Sequence, (await NextAsync(reader)).Sequence);
        await connection.SendAsync(Heartbeat(120));
        await connection.SendAsync(Event(130, 95));
        await NextAsync(reader);
        await connection.SendAsync(Heartbeat(200));
        await connection.SendAsync("""{"method":"heartbeat","params":{"sequence":900}}""");
        var asking = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        await connection.AnswerAsync("""{"sequence":7,"time":"2026-01-31T08:00:00Z","id":"1","is_repeat":false}""");
        await asking.WaitAsync(TestVenue.Patience);
        connection.End();
        var anew = await server.NextAsync();
        var asked = await anew.AnswerAsync(Subscribed);

        Assert.Equal((6, 95), seen);
        Assert.Equal(201, (long)asked["params"]!["from"]!);
    }

    [Fact, Trait("Criterion", "CLIENT-033")]
    public async Task A_slow_reader_holds_nothing_else_up_and_loses_nothing()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.AdminKey, options => options with { SubscriptionBuffer = 8 });
        await using var slow = await socket.SubscribeAsync(VenueChannels.Events, from: 1, cancellation: TestVenue.Soon);
        await using var quick = await socket.SubscribeAsync(VenueChannels.Account("alice"), cancellation: TestVenue.Soon);
        await using var reader = quick.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();
        var last = 0L;

        for (var i = 0; i < 100; i++)
        {
            var label = i.ToString(CultureInfo.InvariantCulture);
            last = (await venue.Engine.Orders.PlaceAsync(TestVenue.Order(label, price: 1))).Sequence;
            while ((await NextAsync(reader)).Sequence < last) { }
        }

        await socket.Server.TimeAsync(TestVenue.Soon);
        List<long> seen = [];
        await foreach (var message in slow.ReadAllAsync(TestVenue.Soon))
        {
            seen.Add(message.Sequence);
            if (message.Sequence == last)
                break;
        }

        Assert.Equal(Enumerable.Range(1, (int)last).Select(each => (long)each), seen);
        Assert.Equal(1, socket.Status.Connections);
    }

    [Fact, Trait("Criterion", "CLIENT-033")]
    public async Task Dropped_as_a_slow_consumer_it_goes_on_where_it_was()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        var subscribing = socket.SubscribeAsync(VenueChannels.EveryAccount, from: 5);
        await connection.AnswerAsync(Subscribed);
        await using var subscription = await subscribing;
        await using var reader = subscription.ReadAllAsync(TestVenue.Soon).GetAsyncEnumerator();
        await connection.SendAsync(Event(6, 4));

        await connection.CloseAsync(4003, "slow consumer; last sequence 6");
        var anew = await server.NextAsync();
        var asked = await anew.AnswerAsync(Subscribed);
        await anew.SendAsync(Event(7, 6));

        Assert.Equal(7, (long)asked["params"]!["from"]!);
        Assert.Equal((IEnumerable<long>)[6, 7], [(await NextAsync(reader)).Sequence, (await NextAsync(reader)).Sequence]);
    }

    [Fact, Trait("Criterion", "CLIENT-034")]
    public async Task What_the_key_may_not_see_is_refused_and_what_it_may_see_no_more_ends()
    {
        await using var venue = await TestVenue.StartAsync();
        var key = await venue.MakeKeyAsync(KeyRole.Trader, signs: false, "alice", "bob");
        await using var socket = await venue.SocketAsync(key.Secret);
        await using var subscription = await socket.SubscribeAsync(VenueChannels.Account("alice"), cancellation: TestVenue.Soon);

        var refused = await Assert.ThrowsAsync<PlimsollException>(() => socket.SubscribeAsync(VenueChannels.Events));
        var twice = await Assert.ThrowsAsync<InvalidOperationException>(() => socket.SubscribeAsync(VenueChannels.Account("alice")));
        await venue.Admin.Keys.ChangeAsync(
            new()
            {
                Key = key.Created.Key,
                Roles = [KeyRole.Trader],
                Accounts = ["bob"],
            }
        );
        await venue.PriceAsync(101);
        var ended = await Assert.ThrowsAsync<PlimsollException>(async () =>
        {
            await foreach (var message in subscription.ReadAllAsync(TestVenue.Soon))
            {
                Assert.NotNull(message);
            }
        });

        Assert.Equal(("not_allowed", "not_own_account"), (refused.Name, ended.Name));
        Assert.NotEmpty(twice.Message);
        Assert.Equal(ConnectionState.Connected, socket.Status.State);
    }

    [Fact, Trait("Criterion", "CLIENT-034")]
    public async Task Disposed_of_it_ends_and_can_be_begun_again()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.EngineKey);
        for (var i = 0; i < 3; i++)
        {
            var subscription = await socket.SubscribeAsync(VenueChannels.Account("alice"), cancellation: TestVenue.Soon);
            await subscription.DisposeAsync();
            await foreach (var message in subscription.ReadAllAsync(TestVenue.Soon))
            {
                Assert.NotNull(message);
            }
        }
    }

    private static async Task<ChannelMessage<T>> NextAsync<T>(IAsyncEnumerator<ChannelMessage<T>> reader)
    {
        Assert.True(await reader.MoveNextAsync().AsTask().WaitAsync(TestVenue.Patience));
        return reader.Current;
    }

    private static string Snapshot(long sequence, int accounts) =>
        $$$"""{"method":"snapshot","params":{"channel":"account.*","sequence":{{{sequence}}},"time":"2026-01-31T08:00:00Z","state":{"accounts":{{{accounts}}} } }}""";

    private static string Heartbeat(long sequence) =>
        $$$"""{"method":"heartbeat","params":{"sequence":900,"time":"2026-01-31T08:00:00Z","channels":[{"channel":"index.X","sequence":5},{"channel":"account.*","sequence":{{{sequence}}} }]}}""";

    private static string Event(long sequence, long previous) =>
        $$$"""{"method":"event","params":{"channel":"account.*","sequence":{{{sequence}}},"time":"2026-01-31T08:00:00Z","previous":{{{previous}}},"events":[]}}""";

    private static string Ended(string name, int code) =>
        $$$"""{"method":"unsubscribed","params":{"channel":"account.*","problem":{"type":"T","title":"T","status":400,"code":{{{code}}},"name":"{{{name}}}","advice":"A","traceId":""} }}""";
}
