using Plimsoll.Client.Tests.Worlds;

namespace Plimsoll.Client.Tests.Sockets;

/// <summary>Over WebSocket: what is sent again, and what the caller is told about a request that may have had its effect.</summary>
public sealed class SocketDeliveryTests
{
    private const string Outcome = """{"sequence":1,"time":"2026-01-31T08:00:00Z","id":null,"is_repeat":false}""";

    [Theory, Trait("Criterion", "CLIENT-022")]
    [InlineData(901)]
    [InlineData(902)]
    [InlineData(903)]
    [InlineData(904)]
    [InlineData(905)]
    public async Task What_the_host_does_not_take_is_sent_again_under_the_same_key(int code)
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();

        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        var first = await connection.RefuseAsHostAsync(code);
        var second = await connection.AnswerAsync(Outcome);

        Assert.Equal(1, (await placing.WaitAsync(TestVenue.Patience)).Sequence);
        Assert.Equal((string)first["idempotency_key"]!, (string)second["idempotency_key"]!);
    }

    [Theory, Trait("Criterion", "CLIENT-014")]
    [InlineData(false, false, 901, 901, 901)]
    [InlineData(false, false, 904, 905, 902)]
    [InlineData(false, true, 903, 903, 903)]
    [InlineData(false, true, 903, 901, 901)]
    [InlineData(true, true, 3000, 3000, 3000)]
    [InlineData(true, true, 901, 3003, 901)]
    [InlineData(true, true, 2002)]
    public async Task Only_what_no_attempt_can_have_done_did_not_happen(bool isCutFirst, bool mayHaveHappened, params int[] codes)
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions() with { Attempts = 3 }, TestVenue.Soon);
        var connection = await server.NextAsync();

        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        if (isCutFirst)
        {
            await connection.ReadAsync();
            connection.End();
            connection = await server.NextAsync();
        }

        foreach (var code in codes)
        {
            await connection.RefuseAsHostAsync(code);
        }

        var told = await Assert.ThrowsAnyAsync<Exception>(() => placing.WaitAsync(TestVenue.Patience));
        if (mayHaveHappened)
            Assert.True(Assert.IsType<PlimsollConnectionException>(told).MayHaveHappened);
        else
            Assert.Equal(codes[^1], Assert.IsType<PlimsollException>(told).Code);
    }

    [Theory, Trait("Criterion", "CLIENT-014"), Trait("Criterion", "CLIENT-024")]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4004)]
    public async Task A_key_that_is_taken_no_more_says_nothing_about_what_was_sent(int close)
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        var (placing, changing) = (socket.Orders.PlaceAsync(TestVenue.Order("a")), socket.Demo.ControlAsync(new()));
        var asking = socket.Server.TimeAsync();
        for (var i = 0; i < 3; i++)
        {
            await connection.ReadAsync();
        }

        await connection.CloseAsync(close, "no");

        Assert.True((await Assert.ThrowsAsync<PlimsollConnectionException>(() => placing.WaitAsync(TestVenue.Patience))).MayHaveHappened);
        Assert.True((await Assert.ThrowsAsync<PlimsollConnectionException>(() => changing.WaitAsync(TestVenue.Patience))).MayHaveHappened);
        Assert.Equal("bad_credentials", (await Assert.ThrowsAsync<PlimsollException>(() => asking.WaitAsync(TestVenue.Patience))).Name);
        Assert.Equal("bad_credentials", (await Assert.ThrowsAsync<PlimsollException>(() => socket.Server.TimeAsync())).Name);
    }

    [Theory, Trait("Criterion", "CLIENT-014"), Trait("Criterion", "CLIENT-024")]
    [InlineData(401)]
    [InlineData(404)]
    public async Task Neither_does_a_handshake_that_is_refused(int status)
    {
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(), TestVenue.Soon);
        var connection = await server.NextAsync();
        var placing = socket.Orders.PlaceAsync(TestVenue.Order("a"));
        await connection.ReadAsync();

        server.HandshakeStatus = status;
        connection.End();

        Assert.True((await Assert.ThrowsAsync<PlimsollConnectionException>(() => placing.WaitAsync(TestVenue.Patience))).MayHaveHappened);
    }

    [Fact, Trait("Criterion", "CLIENT-015")]
    public async Task What_may_have_happened_is_not_sent_again_after_the_time_stated()
    {
        var clock = new HastyClock();
        await using var server = await FakeServer.StartAsync();
        await using var socket = await PlimsollSocket.ConnectAsync(server.SocketOptions(clock), TestVenue.Soon);
        var connection = await server.NextAsync();
        var old = socket.Orders.PlaceAsync(TestVenue.Order("old"));
        await connection.ReadAsync();
        clock.Advance(TimeSpan.FromSeconds(61));
        var young = socket.Orders.PlaceAsync(TestVenue.Order("young"));
        await connection.ReadAsync();

        connection.End();
        var again = await (await server.NextAsync()).AnswerAsync(Outcome);

        Assert.True((await Assert.ThrowsAsync<PlimsollConnectionException>(() => old.WaitAsync(TestVenue.Patience))).MayHaveHappened);
        Assert.Equal("young", (string)again["params"]!["client_order_id"]!);
        await young.WaitAsync(TestVenue.Patience);
    }
}
