using System.Globalization;
using Plimsoll.Client.Tests.Worlds;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Client.Tests.Sockets;

/// <summary>Requests over one WebSocket: many at once, over cuts, each with one effect.</summary>
public sealed class SocketRequestTests
{
    private const string Outcome = """{"sequence":1,"time":"2026-01-31T08:00:00Z","id":null,"is_repeat":false}""";

    [Fact, Trait("Criterion", "CLIENT-023")]
    public async Task Who_gives_up_connecting_learns_why_there_was_no_connection()
    {
        using var stop = new CancellationTokenSource();
        var attempts = 0;
        var options = new PlimsollSocketOptions
        {
            Address = new("http://127.0.0.1:9/"),
            Key = PlimsollKey.Bearer($"plim_abcdefghijkl_{new string('0', 64)}"),
            // The second attempt begins when the first has been told.
            Configure = _ =>
            {
                if (++attempts == 2)
                    stop.Cancel();
            },
        };

        var gaveUp = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PlimsollSocket.ConnectAsync(options, stop.Token));

        Assert.Equal("ws://127.0.0.1:9/api/v1/ws cannot be reached.", gaveUp.Message);
    }

    [Fact, Trait("Criterion", "CLIENT-020")]
    public async Task Many_are_under_way_and_take_their_place_in_the_order_of_the_calls()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.EngineKey);

        var placing = Enumerable.Range(0, 150).Select(i => socket.Orders.PlaceAsync(TestVenue.Order(Label(i), price: 1))).ToList();
        var placed = await Task.WhenAll(placing).WaitAsync(TestVenue.Patience);

        Assert.Equal(placed.Select(each => each.Sequence).Order(), placed.Select(each => each.Sequence));
        Assert.Equal(150, placed.Select(each => each.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact, Trait("Criterion", "CLIENT-020")]
    public async Task No_more_than_so_many_are_under_way()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions() with { InFlightMax = 2 }, TestVenue.Soon);
        var connection = await server.NextAsync();
        var asking = Enumerable.Range(0, 3).Select(i => socket.Orders.PlaceAsync(TestVenue.Order(Label(i)))).ToList();

        var (first, second) = (await connection.ReadAsync(), await connection.ReadAsync());
        await connection.SendAsync($$"""{"id":{{second["id"]}},"result":{{Outcome}}}""");
        var third = await connection.AnswerAsync(Outcome);
        await connection.SendAsync($$"""{"id":{{first["id"]}},"result":{{Outcome}}}""");
        await Task.WhenAll(asking).WaitAsync(TestVenue.Patience);

        Assert.Equal(["0", "1", "2"], new[] { first, second, third }.Select(each => (string)each["params"]!["client_order_id"]!));
    }

    [Fact, Trait("Criterion", "CLIENT-021")]
    public async Task Commands_whose_answers_a_cut_took_have_their_effect_once_and_in_order()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.EngineKey);
        venue.Proxy.LosesAnswers = true;

        var placing = Enumerable.Range(0, 100).Select(i => socket.Orders.PlaceAsync(TestVenue.Order(Label(i), price: 1))).ToList();
        while ((await venue.Admin.Accounts.OrdersAsync("alice")).Items.Count < 50)
        {
            Assert.DoesNotContain(placing, each => each.IsCompleted);
        }

        venue.Proxy.LosesAnswers = false;
        venue.Proxy.Cut();
        var placed = await Task.WhenAll(placing).WaitAsync(TestVenue.Patience);

        Assert.Contains(placed, each => each.IsRepeat);
        Assert.Equal(placed.Select(each => each.Sequence).Order(), placed.Select(each => each.Sequence));
        Assert.Equal(100, (await venue.Admin.Accounts.OrdersAsync("alice")).Items.Count);
        Assert.Equal(2, socket.Status.Connections);
    }

    [Fact, Trait("Criterion", "CLIENT-021")]
    public async Task Commands_wait_for_a_server_that_restarts()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.EngineKey);
        await venue.StopAsync();

        var placing = socket.Orders.PlaceAsync(TestVenue.Order("late"));
        await venue.RestartAsync();

        Assert.False((await placing.WaitAsync(TestVenue.Patience)).IsRepeat);
    }

    [Fact, Trait("Criterion", "CLIENT-021")]
    public async Task What_must_not_be_sent_twice_ends_with_the_connection()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();

        var (demo, order) = (socket.Demo.ControlAsync(new()), socket.Orders.PlaceAsync(TestVenue.Order("a")));
        await connection.ReadAsync();
        var sent = await connection.ReadAsync();
        connection.End();
        var again = await (await server.NextAsync()).AnswerAsync(Outcome);

        Assert.True((await Assert.ThrowsAsync<PlimsollConnectionException>(() => demo)).MayHaveHappened);
        await order.WaitAsync(TestVenue.Patience);
        Assert.Equal((string)sent["idempotency_key"]!, (string)again["idempotency_key"]!);
    }

    [Fact, Trait("Criterion", "CLIENT-022")]
    public async Task A_refusal_is_typed_and_what_is_put_off_is_asked_again()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();

        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        var busy = await connection.RefuseAsync(3003, "busy");
        var limited = await connection.RefuseAsync(3000, "too_many_requests");
        var refused = await connection.RefuseAsync(505, "insufficient_margin");

        Assert.Equal("insufficient_margin", (await Assert.ThrowsAsync<PlimsollException>(() => placing)).Name);
        Assert.Single(new[] { busy, limited, refused }.Select(each => (string)each["idempotency_key"]!).Distinct(StringComparer.Ordinal));
    }

    [Fact, Trait("Criterion", "CLIENT-022")]
    public async Task A_server_that_is_busy_for_ever_is_asked_so_often_and_no_more()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions() with { Attempts = 3 }, TestVenue.Soon);
        var connection = await server.NextAsync();

        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        for (var i = 0; i < 3; i++)
        {
            await connection.RefuseAsync(3003, "busy");
        }

        Assert.Equal("busy", (await Assert.ThrowsAsync<PlimsollException>(() => placing.WaitAsync(TestVenue.Patience))).Name);
    }

    [Fact, Trait("Criterion", "CLIENT-024")]
    public async Task A_revoked_key_ends_everything_with_its_reason()
    {
        await using var venue = await TestVenue.StartAsync();
        var key = await venue.MakeKeyAsync(KeyRole.Trader, signs: false, "alice");
        await using var socket = await venue.SocketAsync(key.Secret);
        var subscription = await socket.SubscribeAsync(VenueChannels.Account("alice"), cancellation: TestVenue.Soon);

        await venue.Admin.Keys.RevokeAsync(key.Created.Key);
        var ended = await Assert.ThrowsAsync<PlimsollException>(async () =>
        {
            await foreach (var message in subscription.ReadAllAsync(TestVenue.Soon))
            {
                Assert.NotNull(message);
            }
        });
        await foreach (var status in socket.WatchAsync(TestVenue.Soon))
        {
            Assert.NotNull(status);
        }

        var asked = await Assert.ThrowsAsync<PlimsollException>(() => socket.Server.TimeAsync());
        var anew = await Assert.ThrowsAsync<PlimsollException>(() => venue.SocketAsync(key.Secret));
        Assert.Equal(["bad_credentials", "bad_credentials", "bad_credentials"], [ended.Name, asked.Name, anew.Name]);
        Assert.Equal(ConnectionState.Closed, socket.Status.State);
    }

    [Fact, Trait("Criterion", "CLIENT-024")]
    public async Task A_message_that_is_too_large_fails_alone()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.EngineKey);
        var large = TestVenue.Order(new string('x', 70_000));

        var (failing, working) = (socket.Orders.PlaceAsync(large), socket.Orders.PlaceAsync(TestVenue.Order("small")));

        var refused = await Assert.ThrowsAsync<PlimsollException>(() => failing.WaitAsync(TestVenue.Patience));
        Assert.Equal("too_large", refused.Name);
        await working.WaitAsync(TestVenue.Patience);
    }

    [Theory, Trait("Criterion", "CLIENT-025")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":1""")]
    [InlineData("""{"id":1.5,"result":{}}""")]
    [InlineData("""{"method":"snapshot","params":[]}""")]
    [InlineData("""{"method":"event","params":{"channel":7}}""")]
    public async Task After_a_message_that_cannot_be_read_it_connects_anew(string garbage)
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        var connection = await server.NextAsync();
        await connection.ReadAsync();

        await connection.SendAsync(garbage);
        await (await server.NextAsync()).AnswerAsync(Outcome);

        await placing.WaitAsync(TestVenue.Patience);
        Assert.Equal(2, socket.Status.Connections);
    }

    [Fact, Trait("Criterion", "CLIENT-025")]
    public async Task A_message_that_it_does_not_know_is_passed_over()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        var connection = await server.NextAsync();

        await connection.SendAsync("""{"method":"comet","params":{"tail":2}}""");
        await connection.SendAsync("""{"id":999,"result":{}}""");
        await connection.AnswerAsync(Outcome);

        await placing.WaitAsync(TestVenue.Patience);
        Assert.Equal(1, socket.Status.Connections);
    }

    [Fact, Trait("Criterion", "CLIENT-025")]
    public async Task Silence_ends_a_connection_and_a_heartbeat_keeps_it()
    {
        var clock = new HandClock();
        await using var server = await FakeServer.StartAsync();

        // Nobody turns the clock any more when it is disposed of.
        var options = server.SocketOptions(clock) with
        {
            CloseTimeout = TimeSpan.Zero,
        };
        await using var socket = await PlimsollSocket.ConnectAsync(options, TestVenue.Soon);
        var connection = await server.NextAsync();

        clock.Advance(TimeSpan.FromSeconds(20));
        await connection.SendAsync("""{"method":"heartbeat","params":{"sequence":1}}""");
        var asking = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        await connection.AnswerAsync(Outcome);
        await asking.WaitAsync(TestVenue.Patience);
        clock.Advance(TimeSpan.FromSeconds(29));
        var wasAlive = socket.Status.Connections;
        clock.Advance(TimeSpan.FromSeconds(2));

        await foreach (var status in socket.WatchAsync(TestVenue.Soon))
        {
            if (status.State == ConnectionState.Connecting)
                break;
        }

        Assert.Equal(1, wasAlive);
        Assert.Contains("silent", socket.Status.Cause!.Message, StringComparison.Ordinal);
        var again = server.NextAsync();
        while (!again.IsCompleted)
        {
            // The wait before the next attempt is begun on another thread.
            clock.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }
    }

    [Fact, Trait("Criterion", "CLIENT-023")]
    public async Task Disposing_waits_for_answers_and_takes_nothing_new()
    {
        await using var server = await FakeServer.StartAsync();
        var options = server.SocketOptions() with { CloseTimeout = TestVenue.Patience };
        var socket = await PlimsollSocket.ConnectAsync(options, TestVenue.Soon);
        var connection = await server.NextAsync();
        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));

        var disposing = socket.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => socket.Server.TimeAsync());
        await connection.AnswerAsync(Outcome);
        await placing.WaitAsync(TestVenue.Patience);
        connection.End();
        await disposing.WaitAsync(TestVenue.Patience);

        Assert.Equal(ConnectionState.Closed, socket.Status.State);
    }

    [Fact, Trait("Criterion", "CLIENT-023")]
    public async Task What_has_no_answer_when_it_is_disposed_of_is_told_so()
    {
        await using var server = await FakeServer.StartAsync();
        var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        await (await server.NextAsync()).ReadAsync();

        await socket.DisposeAsync();

        Assert.True((await Assert.ThrowsAsync<PlimsollConnectionException>(() => placing)).MayHaveHappened);
    }

    [Fact, Trait("Criterion", "CLIENT-023")]
    public async Task A_caller_that_waits_no_more_stops_its_request_from_being_sent_again()
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        using var impatience = new CancellationTokenSource();
        var given = socket.Orders.PlaceAsync(TestVenue.Order("given up"), cancellation: impatience.Token);
        var kept = socket.Orders.PlaceAsync(TestVenue.Order("kept"));
        await connection.ReadAsync();

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        connection.End();
        var again = await (await server.NextAsync()).AnswerAsync(Outcome);

        Assert.Equal("kept", (string)again["params"]!["client_order_id"]!);
        await kept.WaitAsync(TestVenue.Patience);
    }

    [Fact, Trait("Criterion", "CLIENT-023")]
    public async Task Connecting_is_tried_until_the_caller_gives_up()
    {
        await using var proxy = new TcpProxy();
        using var impatience = new CancellationTokenSource();
        var options = new PlimsollSocketOptions
        {
            Address = proxy.Address,
            Key = Keys.Some,
            Backoff = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)),
        };

        var connecting = PlimsollSocket.ConnectAsync(options, impatience.Token);
        while (proxy.Accepted < 3)
        {
            await Task.Yield();
        }

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TestVenue.Patience));
    }

    private static string Label(int number) => number.ToString(CultureInfo.InvariantCulture);
}
